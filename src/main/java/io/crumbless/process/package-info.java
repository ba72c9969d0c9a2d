/**
 * Shared by all groups: failures with who has to act, threads, interruption, open files. Begin with {@link
 * io.crumbless.process.Failure} and {@link io.crumbless.process.Workers}.
 */
@NullMarked
package io.crumbless.process;

import org.jspecify.annotations.NullMarked;
