/**
 * Looks at deliveries before there is a job file: format, dialect, columns, forms of values, and how the keys of several
 * sources meet. Bounded in time and memory; holds no value of a person longer than it takes to look at it. Begin with
 * {@link io.crumbless.tools.inspect.SourceInspector}.
 */
@NullMarked
package io.crumbless.tools.inspect;

import org.jspecify.annotations.NullMarked;
