package io.crumbless.night.spark;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;

/** What a task of the scatter leaves: records first, then what it noted of them. */
sealed interface Scattered extends Serializable {
    /**
     * Sorted records of subjects.
     *
     * @param part that spilled them, by its place among all of them
     * @param run of the part
     */
    record Records(int part, int run, byte[] records) implements Scattered {}

    /**
     * The end of a part.
     *
     * @param notes its {@link io.crumbless.night.scatter.PartNotes}, as JSON
     * @param symbols texts of the symbols in its records
     * @param sample keys of its records that are in the sample
     * @param withdrawers records of withdrawals by the key of their subject, by run
     * @param named subjects of a source keyed by them that opt-outs name; empty where it is none
     * @param refusal why nothing came of it where another attempt would come to the same; null where it is done
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
        /** The ends of all parts that were read. */
        static List<Done> of(JavaRDD<Scattered> read) {
            return ends(read).collect();
        }

        /** The same, of parts that are being read meanwhile. */
        static JavaFutureAction<List<Done>> reading(JavaRDD<Scattered> read) {
            return ends(read).collectAsync();
        }

        private static JavaRDD<Done> ends(JavaRDD<Scattered> read) {
            return read.filter(each -> each instanceof Done).map(each -> (Done) each);
        }

        /** @throws io.crumbless.process.Failure if nothing came of it */
        void require() {
            if (refusal != null) {
                throw refusal.failure();
            }
        }

        static Done refused(int part, TaskFailure why) {
            return new Done(part, new byte[0], List.of(), List.of(), List.of(), new byte[0], why);
        }
    }

    /** Links for the shard that their cookies belong to. */
    record Links(int shard, byte[] message) implements Scattered {}
}
