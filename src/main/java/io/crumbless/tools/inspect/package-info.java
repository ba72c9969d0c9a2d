/**
 * Inspects deliveries before there is a job file: their format, dialect, columns, forms of values, and the overlap of
 * keys between sources. Time and memory are bounded; personal values are not retained. Begin with
 * {@link io.crumbless.tools.inspect.SourceInspector}.
 */
@NullMarked
package io.crumbless.tools.inspect;

import org.jspecify.annotations.NullMarked;
