/**
 * Notifies people when a night fails and when one is published after that. Begin with
 * {@link io.crumbless.night.notify.NightNotifications}.
 */
@NullMarked
package io.crumbless.night.notify;

import org.jspecify.annotations.NullMarked;
