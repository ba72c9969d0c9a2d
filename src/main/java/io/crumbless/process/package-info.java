/**
 * What every part shares of the process it runs in: failures with who has to act, threads, how work stops, open files. Begin
 * with {@link io.crumbless.process.Failure} and {@link io.crumbless.process.Workers}.
 */
@NullMarked
package io.crumbless.process;

import org.jspecify.annotations.NullMarked;
