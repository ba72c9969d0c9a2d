package io.crumbless.warehouse.evidence;

import io.crumbless.warehouse.remark.Code;
import io.crumbless.warehouse.remark.Place;
import io.crumbless.warehouse.remark.Remark;
import java.util.ArrayList;
import java.util.List;

/** The findings of one check, and how much it checked. */
final class CheckFindings {
    /** Enough to see what is wrong. */
    private static final int MOST = 20;

    private final List<Remark> found = new ArrayList<>();
    private long looked;

    void looked() {
        looked++;
    }

    void looked(long number) {
        looked += number;
    }

    void at(String file, Code what, Object... filledIn) {
        at(Place.of(file), what, filledIn);
    }

    void at(Place place, Code what, Object... filledIn) {
        found.add(Remark.at(place, what, filledIn));
    }

    EvidenceAudit.Result result() {
        return new EvidenceAudit.Result(looked, Remark.first(MOST, found, 0), false);
    }
}
