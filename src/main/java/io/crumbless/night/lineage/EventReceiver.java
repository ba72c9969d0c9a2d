package io.crumbless.night.lineage;

import java.io.IOException;

/** Who receives events of lineage. */
interface EventReceiver {
    /** How notices call it; holds no secret. */
    String name();

    /** @throws IOException if what the settings name, such as a file with a key, cannot be read */
    Connection open() throws IOException;

    /** A way to it, for one thread. */
    interface Connection extends AutoCloseable {
        /** Sends one event and waits for the answer, for some seconds at most. */
        Answer send(byte[] event);

        @Override
        void close();
    }

    /** What became of an event. */
    enum Fate {
        TAKEN,
        /** Worth another try with the next attempt. */
        WAITS,
        /** A receiver that is well will never take it. */
        REFUSED
    }

    /** @param why in words; empty where it was taken */
    record Answer(Fate fate, String why) {
        static final Answer TAKEN = new Answer(Fate.TAKEN, "");

        static Answer waits(String why) {
            return new Answer(Fate.WAITS, why);
        }
    }
}
