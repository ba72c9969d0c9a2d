/**
 * The datasets of a snapshot: their columns, and how their rows are written and read. Begin with {@link
 * io.crumbless.warehouse.dataset.Layout}.
 */
@NullMarked
package io.crumbless.warehouse.dataset;

import org.jspecify.annotations.NullMarked;
