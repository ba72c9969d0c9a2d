/**
 * Streaming readers of delivered text: a malformed record is reported by its line and does not affect others. Begin
 * with {@link io.crumbless.columnar.text.CsvRows} and {@link io.crumbless.columnar.text.JsonLines}.
 */
@NullMarked
package io.crumbless.columnar.text;

import org.jspecify.annotations.NullMarked;
