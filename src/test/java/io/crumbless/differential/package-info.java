/**
 * Holds whole nights against SQL. Random policies and deliveries are written to files, the program runs its nights over
 * them, and DuckDB computes from the same files what must come out. Begin with {@code DifferentialTest}.
 */
@NullMarked
package io.crumbless.differential;

import org.jspecify.annotations.NullMarked;
