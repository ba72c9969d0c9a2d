/**
 * Waiting for what a night needs before it begins. Begin with {@link io.crumbless.night.await.AwaitingNight}.
 */
@NullMarked
package io.crumbless.night.await;

import org.jspecify.annotations.NullMarked;
