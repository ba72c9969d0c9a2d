/**
 * The engine that has a night's scatter and gather done on Spark. What asks for it is {@link io.crumbless.night.spark.SparkWork}, what
 * comes of it {@link io.crumbless.night.spark.SparkResult}; in between lies a {@link io.crumbless.night.spark.SparkDriver}, in this process
 * or in another. Begin with {@link io.crumbless.night.spark.SparkGather}.
 */
@NullMarked
package io.crumbless.night.spark;

import org.jspecify.annotations.NullMarked;
