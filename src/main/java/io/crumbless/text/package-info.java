/**
 * Forward readers of delivered text: one bad record is named by its line and never takes the others with it. Begin with
 * {@link io.crumbless.text.CsvRows} and {@link io.crumbless.text.JsonLines}; {@link io.crumbless.text.IsoTime} reads the times
 * in them.
 */
@NullMarked
package io.crumbless.text;

import org.jspecify.annotations.NullMarked;
