package io.crumbless.night.lineage;

import java.io.IOException;

/** A receiver of lineage events. */
interface EventReceiver {
    /** Its name in notices; contains no secret. */
    String name();

    /** @throws IOException if a file named in the settings, such as one with a key, cannot be read */
    Connection open() throws IOException;

    /** A connection to the receiver, for one thread. */
    interface Connection extends AutoCloseable {
        /** Sends one event and waits for the response, for some seconds at most. */
        Answer send(byte[] event);

        @Override
        void close();
    }

    /** The outcome for an event. */
    enum Fate {
        TAKEN,
        /** Not delivered; to be retried with the next attempt. */
        WAITS,
        /** Rejected permanently by a healthy receiver. */
        REFUSED
    }

    /** @param why the reason, for a message; empty if it was delivered */
    record Answer(Fate fate, String why) {
        static final Answer TAKEN = new Answer(Fate.TAKEN, "");

        static Answer waits(String why) {
            return new Answer(Fate.WAITS, why);
        }
    }
}
