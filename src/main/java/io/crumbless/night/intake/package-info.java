/**
 * Finds, counts and hashes the deliveries of a night, before anything is read. Begin with {@link
 * io.crumbless.night.intake.IntakeReader}.
 */
@NullMarked
package io.crumbless.night.intake;

import org.jspecify.annotations.NullMarked;
