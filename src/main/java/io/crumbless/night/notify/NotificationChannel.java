package io.crumbless.night.notify;

import java.util.Optional;

/** A channel by which people are notified. */
interface NotificationChannel {
    /** Its name in notices; contains no secret. */
    String name();

    /** Tries once, for at most ten seconds. */
    Delivery deliver(byte[] json);

    /**
     * The result of one try.
     *
     * @param failure why it was not delivered, for a message; empty if it was
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
