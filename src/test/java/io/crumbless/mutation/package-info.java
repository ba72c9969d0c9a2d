/**
 * Deliveries as suppliers break them. Begin with {@link io.crumbless.mutation.MutatedDeliveryTest}: a sound delivery is
 * changed at random, and what is published from it must be no more than what the sound one would have published.
 */
@NullMarked
package io.crumbless.mutation;

import org.jspecify.annotations.NullMarked;
