package io.crumbless.tools.inspect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The result of inspecting several sources together. */
public record Inspection(List<SourceLook> sources, List<KeyOverlap> overlaps, List<LikelyMistake> mistakes) {
    public Inspection {
        sources = List.copyOf(sources);
        overlaps = List.copyOf(overlaps);
        mistakes = List.copyOf(mistakes);
    }

    /**
     * Inspects every source.
     *
     * @param time total time for all sources
     * @throws io.crumbless.process.Stopped if the thread is asked to stop
     */
    public static Inspection of(List<DeliveryGroups.Group> groups, Duration time) {
        List<SourceLook> sources = new ArrayList<>();
        TimeBudget all = new TimeBudget(time);
        for (DeliveryGroups.Group group : groups) {
            TimeBudget own = all.forOneOf((long) groups.size() - sources.size());
            sources.add(SourceInspector.look(group.name(), group.files(), own.left()));
        }
        return of(sources);
    }

    /** Combines the results of several inspected sources. */
    public static Inspection of(List<SourceLook> sources) {
        List<KeyOverlap> overlaps = KeyOverlap.among(sources);
        return new Inspection(sources, overlaps, LikelyMistake.in(sources, overlaps));
    }
}
