/**
 * Work on the register of requests, for commands, console and nights: {@link io.crumbless.night.request.RequestDesk}
 * enters them, adds to their history and carries them out; {@link io.crumbless.night.request.RequestIntake} reads those
 * that sources deliver.
 */
@NullMarked
package io.crumbless.night.request;

import org.jspecify.annotations.NullMarked;
