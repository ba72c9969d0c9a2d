package io.crumbless.settings.yaml;

import java.util.ArrayList;
import java.util.List;

/** Collects problems while files are read, so that all are reported at once rather than the first. */
public final class Problems {
    private final List<Problem> found = new ArrayList<>();

    /** Adds a problem. */
    public void add(SourcePosition place, String message) {
        found.add(new Problem(place.file(), place.line(), message));
    }

    /** Number of problems; compare before and after to check whether one part was valid. */
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
     * Does nothing if there are no problems.
     *
     * @param action what could not be done, for example {@code Cannot use policy jobs/policy}
     * @throws ProblemsException with all problems
     */
    public void throwIfAny(String action) {
        if (!found.isEmpty()) {
            throw new ProblemsException(action, all());
        }
    }
}
