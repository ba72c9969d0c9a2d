package io.crumbless.night.trial;

import io.crumbless.columnar.spill.SpillMerge;
import io.crumbless.kernel.merge.MergeTally;
import io.crumbless.kernel.merge.Merger;
import io.crumbless.kernel.merge.SubjectFacts;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.gather.RevokedStatements;
import io.crumbless.night.gather.SubjectReader;
import io.crumbless.night.scatter.FactCodec;
import io.crumbless.night.scatter.LocalWork;
import io.crumbless.night.scatter.Withdrawers;
import io.crumbless.process.Stopped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Compares a range of subjects, one after the other, under both policies. */
public record TrialRange(Side old, Side now, TrialTally tally) {
    /** Message of {@link Stopped}. */
    public static final String STOPPED = "Stopped before the policies were compared; nothing was published";

    private static final int SUBJECTS_BETWEEN_STOPS = 1024;

    /** A range of subjects under one policy. */
    public static final class Side {
        private final SpillMerge spill;
        private final SubjectReader reader;
        private final RevokedStatements revoked;
        private final Merger merger;
        private boolean there;

        /**
         * @param work terms and facts
         * @param spill facts of the range
         * @param withdrawers of all subjects
         */
        public Side(LocalWork<?> work, SpillMerge spill, Withdrawers withdrawers) {
            this.spill = spill;
            this.reader = new SubjectReader(
                    spill, work.policy(), work.erased(), work.terms().restricted(), withdrawers);
            this.revoked = new RevokedStatements(work.terms(), work.facts());
            this.merger = new Merger(work.policy(), work.night(), work.facts().snapshotSources(), new MergeTally());
        }

        void next() throws IOException {
            there = spill.nextKey();
        }

        TrialTally.View view() throws IOException {
            SubjectFacts facts = reader.read();
            TrialTally.View view =
                    new TrialTally.View(merger.merge(revoked.in(facts, reader.refused())), reader.refused());
            next();
            return view;
        }
    }

    /**
     * Compares all subjects of the range.
     *
     * @throws Stopped if the thread is interrupted
     */
    public void run() throws IOException {
        old.next();
        now.next();
        for (long subjects = 0; old.there || now.there; subjects++) {
            int order = !old.there ? 1 : !now.there ? -1 : Arrays.compareUnsigned(old.spill.key(), now.spill.key());
            byte[] key = order <= 0 ? old.spill.key() : now.spill.key();
            if (!FactCodec.namesSubject(key)) {
                // Refused records without a subject.
                skip(order);
            } else {
                SubjectId subject = new SubjectId(new String(key, StandardCharsets.UTF_8));
                TrialTally.View oldView = order <= 0 ? old.view() : TrialTally.View.NOBODY;
                TrialTally.View newView = order >= 0 ? now.view() : TrialTally.View.NOBODY;
                tally.compare(subject, oldView, newView);
            }
            if (subjects % SUBJECTS_BETWEEN_STOPS == 0) {
                Stopped.ifAsked(STOPPED);
            }
        }
    }

    private void skip(int order) throws IOException {
        if (order <= 0) {
            old.next();
        }
        if (order >= 0) {
            now.next();
        }
    }
}
