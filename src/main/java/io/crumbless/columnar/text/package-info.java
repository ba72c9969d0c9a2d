/**
 * Forward readers of delivered text: one bad record is named by its line and never takes the others with it. Begin with
 * {@link io.crumbless.columnar.text.CsvRows} and {@link io.crumbless.columnar.text.JsonLines}.
 */
@NullMarked
package io.crumbless.columnar.text;

import org.jspecify.annotations.NullMarked;
