/** Metrics of nights. */
@NullMarked
package io.crumbless.night.metrics;

import org.jspecify.annotations.NullMarked;
