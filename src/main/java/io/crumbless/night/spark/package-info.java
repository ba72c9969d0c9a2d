/**
 * The engine that scatters and gathers on Spark. A {@link io.crumbless.night.spark.SparkWork} is executed by a {@link
 * io.crumbless.night.spark.SparkDriver}, in this process or in another, and results in a {@link
 * io.crumbless.night.spark.SparkResult}. Begin with {@link io.crumbless.night.spark.SparkGather}.
 */
@NullMarked
package io.crumbless.night.spark;

import org.jspecify.annotations.NullMarked;
