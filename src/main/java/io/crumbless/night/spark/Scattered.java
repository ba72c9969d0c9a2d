package io.crumbless.night.spark;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;

/** The result of a scatter task: records first, then the notes about them. */
sealed interface Scattered extends Serializable {
    /**
     * Sorted records of subjects.
     *
     * @param part index of the part that spilled them, among all parts
     * @param run run within the part
     */
    record Records(int part, int run, byte[] records) implements Scattered {}

    /**
     * The end of a part.
     *
     * @param notes its {@link io.crumbless.night.scatter.PartNotes}, as JSON
     * @param symbols texts of the symbols in its records
     * @param sample keys of its records that are in the sample of keys
     * @param withdrawers withdrawals by folded key of their subject, by run
     * @param named for a source keyed by subject, the subjects that opt-outs name; otherwise empty
     * @param refusal failure of the part if another attempt would fail in the same way; null if it succeeded
     */
    record Done(
            int part,
            byte[] notes,
            List<String> symbols,
            List<byte[]> sample,
            List<List<byte[]>> withdrawers,
            byte[] named,
            @Nullable TaskFailure refusal)
            implements Scattered {
        /** The ends of all parts. */
        static List<Done> of(JavaRDD<Scattered> read) {
            return ends(read).collect();
        }

        /** The ends of all parts, asynchronously. */
        static JavaFutureAction<List<Done>> reading(JavaRDD<Scattered> read) {
            return ends(read).collectAsync();
        }

        private static JavaRDD<Done> ends(JavaRDD<Scattered> read) {
            return read.filter(each -> each instanceof Done).map(each -> (Done) each);
        }

        /** @throws io.crumbless.process.Failure if the part failed */
        void require() {
            if (refusal != null) {
                throw refusal.failure();
            }
        }

        static Done refused(int part, TaskFailure why) {
            return new Done(part, new byte[0], List.of(), List.of(), List.of(), new byte[0], why);
        }
    }

    /** Links for the shard of their cookies. */
    record Links(int shard, byte[] message) implements Scattered {}
}
