package io.crumbless.night.spark;

import java.io.Serializable;
import java.util.List;
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
     * @param refusal why nothing came of it where another attempt would come to the same; null where it is done
     */
    record Done(
            int part,
            byte[] notes,
            List<String> symbols,
            List<byte[]> sample,
            List<List<byte[]>> withdrawers,
            @Nullable Refusal refusal)
            implements Scattered {}
}
