/**
 * The current snapshot as SQL of the engines that analysts use: views and external tables with descriptions of their
 * columns. Begin with {@link io.crumbless.warehouse.view.Views}.
 */
@NullMarked
package io.crumbless.warehouse.view;

import org.jspecify.annotations.NullMarked;
