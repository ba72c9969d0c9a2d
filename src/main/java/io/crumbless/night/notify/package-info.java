/**
 * Notifies people of failed nights, and of the first published one afterwards. Begin with {@link
 * io.crumbless.night.notify.NightNotifications}.
 */
@NullMarked
package io.crumbless.night.notify;

import org.jspecify.annotations.NullMarked;
