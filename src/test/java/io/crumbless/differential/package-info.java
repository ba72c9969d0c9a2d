/**
 * Compares entire nights with SQL. Random policies and deliveries are written to files, the program runs its nights
 * over them, and DuckDB computes from the same files what must come out. These people ask for nothing in the register
 * of requests: what is withheld by it is no file that SQL could read, and is held against the plain kernel of the merge
 * tests. Begin with {@code DifferentialTest}.
 */
@NullMarked
package io.crumbless.differential;

import org.jspecify.annotations.NullMarked;
