/** Waits for what a night requires before it begins. Begin with {@link io.crumbless.night.await.AwaitingNight}. */
@NullMarked
package io.crumbless.night.await;

import org.jspecify.annotations.NullMarked;
