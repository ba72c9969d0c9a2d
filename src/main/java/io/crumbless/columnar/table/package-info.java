/**
 * Tables and files that are read with libraries of other projects, at one version, record by record as JSON. Begin with
 * {@link io.crumbless.columnar.table.TableVersion}. Each library is used in one package below, and none is part of the
 * installation.
 */
@NullMarked
package io.crumbless.columnar.table;

import org.jspecify.annotations.NullMarked;
