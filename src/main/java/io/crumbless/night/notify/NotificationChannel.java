package io.crumbless.night.notify;

import java.util.Optional;

/** A way to somebody who is notified. */
interface NotificationChannel {
    /** How notices call it; holds no secret. */
    String name();

    /** Tries once, for ten seconds at most. */
    Delivery deliver(byte[] json);

    /**
     * How one try ended.
     *
     * @param failure why it was not delivered, in words; empty if it was
     */
    record Delivery(Optional<String> failure, boolean isWorthAnotherTry) {
        static final Delivery DONE = new Delivery(Optional.empty(), false);

        static Delivery passing(String why) {
            return new Delivery(Optional.of(why), true);
        }

        static Delivery lasting(String why) {
            return new Delivery(Optional.of(why), false);
        }
    }
}
