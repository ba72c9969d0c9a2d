/**
 * Metrics of nights for Prometheus: a text file for the textfile collector of node_exporter, and an endpoint. Begin
 * with {@link io.crumbless.night.metrics.NightMetrics}; docs/reference/metrics.md lists them all.
 */
@NullMarked
package io.crumbless.night.metrics;

import org.jspecify.annotations.NullMarked;
