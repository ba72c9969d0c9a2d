package io.crumbless.night.spark;

import io.crumbless.night.legacy.LinkTable;
import io.crumbless.night.plan.Deliveries;
import io.crumbless.night.plan.FactSource;
import io.crumbless.night.plan.KeptLog;
import io.crumbless.night.run.Stage;
import io.crumbless.night.scatter.AdmitStage;
import io.crumbless.night.scatter.LinkStage;
import io.crumbless.night.scatter.Links;
import io.crumbless.night.scatter.LocalWork;
import io.crumbless.night.scatter.RestoreStage;
import io.crumbless.night.scatter.RestoreStage.Restored;
import io.crumbless.night.scatter.StripStage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stages of one machine that scatter, cut into the same parts once for all tasks of a process. */
interface ScatterStages {
    /** Names of the parts that tasks do. */
    List<String> parts();

    /**
     * The stage that has a part.
     *
     * @param links null where nothing is linked
     */
    Stage stage(LocalWork<?> work, @Nullable LinkTable links, String part);

    /** Those of what is read; files are opened where it takes that to cut them. */
    static ScatterStages of(SparkWork.Facts facts, LocalWork<?> work) {
        return facts instanceof SparkWork.Facts.Kept kept
                ? new OfKept(cast(work), kept.sameNight() ? Restored.SAME_NIGHT : Restored.ROLLBACK)
                : new OfDelivered(new StripStage(cast(work), Links.of(null)), new AdmitStage(cast(work)));
    }

    @SuppressWarnings("unchecked")
    private static <F extends FactSource> LocalWork<F> cast(LocalWork<?> work) {
        return (LocalWork<F>) work;
    }

    /** Deliveries. */
    record OfDelivered(StripStage strip, AdmitStage admit) implements ScatterStages {
        @Override
        public List<String> parts() {
            List<String> parts = new ArrayList<>(strip.parts());
            parts.addAll(admit.parts());
            return parts;
        }

        @Override
        public Stage stage(LocalWork<?> work, @Nullable LinkTable links, String part) {
            LocalWork<Deliveries> in = cast(work);
            if (part.startsWith(StripStage.PREFIX)) {
                return strip.in(in, Links.of(links));
            }
            return part.startsWith(AdmitStage.PREFIX) ? admit.in(in) : new LinkStage(in);
        }
    }

    /** An older snapshot. */
    record OfKept(LocalWork<KeptLog> work, Restored what) implements ScatterStages {
        @Override
        public List<String> parts() {
            return stage(work).parts();
        }

        @Override
        public Stage stage(LocalWork<?> in, @Nullable LinkTable links, String part) {
            return stage(cast(in));
        }

        private RestoreStage stage(LocalWork<KeptLog> in) {
            return new RestoreStage(in, what);
        }
    }
}
