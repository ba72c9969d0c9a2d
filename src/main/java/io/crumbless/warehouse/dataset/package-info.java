/**
 * The six datasets of a snapshot: their columns, and who writes and reads their rows. Begin with
 * {@link io.crumbless.warehouse.dataset.Layout}.
 */
@NullMarked
package io.crumbless.warehouse.dataset;

import org.jspecify.annotations.NullMarked;
