/**
 * Has the work of a night done by an application that {@code spark-submit} starts: how it is asked for, how both sides
 * communicate, and the driver's main program. Begin with {@link io.crumbless.night.spark.submit.SubmittedDriver} and
 * {@link io.crumbless.night.spark.submit.SparkNight}.
 */
@NullMarked
package io.crumbless.night.spark.submit;

import org.jspecify.annotations.NullMarked;
