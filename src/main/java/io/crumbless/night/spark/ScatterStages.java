package io.crumbless.night.spark;

import io.crumbless.night.legacy.CookieQuestions;
import io.crumbless.night.plan.Deliveries;
import io.crumbless.night.plan.FactSource;
import io.crumbless.night.plan.KeptLog;
import io.crumbless.night.run.Stage;
import io.crumbless.night.scatter.AdmitStage;
import io.crumbless.night.scatter.Links;
import io.crumbless.night.scatter.LocalWork;
import io.crumbless.night.scatter.RestoreStage;
import io.crumbless.night.scatter.RestoreStage.Restored;
import io.crumbless.night.scatter.StripStage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/** The scatter stages of the local engine, with the same parts, created once for all tasks of a process. */
interface ScatterStages {
    /** Names of the parts that tasks process. */
    List<String> parts();

    /**
     * The stage of a part, ready to run it.
     *
     * @param named as {@link Scattered.Done} has it
     */
    record Ready(Stage stage, byte[] named) {
        Ready(Stage stage) {
            this(stage, new byte[0]);
        }
    }

    /**
     * The stage of a part.
     *
     * @param links null if nothing is linked
     * @param answers of shards, if the part asked them
     */
    Ready stage(LocalWork<?> work, @Nullable TaskLinks links, String part, Iterator<Tuple2<Integer, byte[]>> answers);

    /** Asks for the cookies of a part; asks nothing if it has none. */
    void askFor(String part, CookieQuestions questions);

    /** The stages for the facts; opens files if they must be split. */
    static ScatterStages of(SparkWork.Facts facts, LocalWork<?> work) {
        return facts instanceof SparkWork.Facts.Kept kept
                ? new OfKept(cast(work), kept.sameNight() ? Restored.SAME_NIGHT : Restored.ROLLBACK)
                : new OfDelivered(new StripStage(cast(work), Links.of(null)), new AdmitStage(cast(work)));
    }

    @SuppressWarnings("unchecked")
    private static <F extends FactSource> LocalWork<F> cast(LocalWork<?> work) {
        return (LocalWork<F>) work;
    }

    /** For deliveries. */
    record OfDelivered(StripStage strip, AdmitStage admit) implements ScatterStages {
        @Override
        public List<String> parts() {
            List<String> parts = new ArrayList<>(strip.parts());
            parts.addAll(admit.parts());
            return parts;
        }

        @Override
        public Ready stage(
                LocalWork<?> work, @Nullable TaskLinks links, String part, Iterator<Tuple2<Integer, byte[]>> answers) {
            LocalWork<Deliveries> in = cast(work);
            if (!part.startsWith(StripStage.PREFIX) || links == null) {
                return new Ready(admit.in(in));
            }
            TaskLinks.Found found = links.of(strip, part, answers);
            return new Ready(strip.in(in, Links.of(found.table())), found.named());
        }

        @Override
        public void askFor(String part, CookieQuestions questions) {
            if (part.startsWith(StripStage.PREFIX) && !strip.namesSubjects(part)) {
                strip.cookies(part, questions);
            }
        }
    }

    /** For an older snapshot. */
    record OfKept(LocalWork<KeptLog> work, Restored what) implements ScatterStages {
        @Override
        public List<String> parts() {
            return stage(work).parts();
        }

        @Override
        public Ready stage(
                LocalWork<?> in, @Nullable TaskLinks links, String part, Iterator<Tuple2<Integer, byte[]>> answers) {
            return new Ready(stage(cast(in)));
        }

        @Override
        public void askFor(String part, CookieQuestions questions) {}

        private RestoreStage stage(LocalWork<KeptLog> in) {
            return new RestoreStage(in, what);
        }
    }
}
