package io.crumbless.settings.yaml;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong while files are read, so that everything is reported at once rather than the first thing. */
public final class Problems {
    private final List<Problem> found = new ArrayList<>();

    /** Notes one problem. */
    public void add(SourcePosition place, String message) {
        found.add(new Problem(place.file(), place.line(), message));
    }

    /** How many were noted; compare before and after to learn whether one part was sound. */
    public int size() {
        return found.size();
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** In reading order, without repeats. */
    public List<Problem> all() {
        return found.stream().sorted().distinct().toList();
    }

    /**
     * Does nothing if all is well.
     *
     * @param action what could not be done, for example {@code Cannot use policy jobs/policy}
     * @throws ProblemsException naming every problem
     */
    public void throwIfAny(String action) {
        if (!found.isEmpty()) {
            throw new ProblemsException(action, all());
        }
    }
}
