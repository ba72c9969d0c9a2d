/**
 * Executes the work of a night in an application that {@code spark-submit} starts: how it is submitted, how both sides
 * communicate, and the main program of the driver. Begin with {@link io.crumbless.night.spark.submit.SubmittedDriver}
 * and {@link io.crumbless.night.spark.submit.SparkNight}.
 */
@NullMarked
package io.crumbless.night.spark.submit;

import org.jspecify.annotations.NullMarked;
