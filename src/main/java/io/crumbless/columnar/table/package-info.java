/**
 * Tables and files that other programs' libraries read, as of one moment, record by record as JSON: begin with
 * {@link io.crumbless.columnar.table.TableVersion}. Each library has a package of its own below, and none of them is part of the
 * installation.
 */
@NullMarked
package io.crumbless.columnar.table;

import org.jspecify.annotations.NullMarked;
