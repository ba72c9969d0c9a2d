package io.crumbless.warehouse.audit;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.remark.Code;
import io.crumbless.warehouse.remark.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Checks a range of subjects in all datasets together: profiles, evidence log, extracts and contact moments are sorted
 * by subject id, so they are scanned in parallel, by column, once. Not thread-safe.
 */
final class AuditRange {
    private final AuditedFiles files;
    private final RowSpans spans;
    private final PolicyTables tables;
    private final AuditScope.Who who;
    private final Findings.Tally tally;
    private final Walk profiles;
    private final AuditedColumn jurisdiction;
    private final List<ProfileValue> attributes = new ArrayList<>();
    private final long[] nextRows;
    private final Statements statements;
    private final ContactMomentCheck moments;
    private final List<Extract> extracts = new ArrayList<>();
    private final List<Walk> walks = new ArrayList<>();
    private final SubjectBytes subject = new SubjectBytes();
    private final OriginCount origins;

    /** Values in the current row of the profiles. */
    private final List<ProfileValue> values = new ArrayList<>();

    /**
     * @param files of the snapshot
     * @param spans ranges of all row groups
     * @param slice the range of subjects
     * @param who the people to look for
     */
    AuditRange(
            AuditedFiles files,
            RowSpans spans,
            AuditPart.Slice slice,
            PolicyTables tables,
            AuditScope.Who who,
            Findings.Tally tally) {
        this.who = who;
        this.origins = new OriginCount(tables.attributes.size());
        this.tables = tables;
        this.tally = tally;
        this.files = files;
        this.spans = spans;
        this.profiles = walk(Layout.PROFILES, slice);
        this.jurisdiction = profiles.field("jurisdiction", tables::jurisdiction);
        this.nextRows = new long[tables.attributes.size()];
        for (int i = 0; i < nextRows.length; i++) {
            attributes.add(new ProfileValue(profiles, i, nextRows, tables, tally));
        }
        this.statements = new Statements(walk(Layout.DECLARATIONS, slice), tables, spans.withdrawals(), tally);
        this.moments = new ContactMomentCheck(walk(Layout.CONTACT_MOMENTS, slice), tables, tally);
        for (int i = 0; i < tables.purposes.size(); i++) {
            String folder = Layout.EXTRACTS + "/" + tables.purposes.get(i).id();
            extracts.add(new Extract(walk(folder, slice), i, tables, tally));
        }
    }

    private Walk walk(String folder, AuditPart.Slice slice) {
        Walk walk = new Walk(files, spans.of(folder), slice.from(), slice.to());
        walks.add(walk);
        return walk;
    }

    /** Scans the range to its end, or until the thread is interrupted. */
    void run() {
        try {
            walks.forEach(Walk::next);
            while (nextSubject() && !Thread.currentThread().isInterrupted()) {
                checkSubject();
            }
        } finally {
            walks.forEach(Walk::close);
        }
    }

    /** Moves to the smallest subject in the current rows of all datasets. */
    private boolean nextSubject() {
        boolean any = false;
        for (int i = 0; i < walks.size(); i++) {
            any = walks.get(i).lower(subject, any);
        }
        return any;
    }

    private void checkErased() {
        if (who.erased().isPresent()) {
            tally.looked(Rule.ERASED_STAY_GONE);
            if (SubjectId.isValid(subject.text()) && who.erased().get().test(new SubjectId(subject.text()))) {
                Place place = profiles.isAt(subject)
                        ? profiles.place()
                        : statements.walk().place();
                tally.found(Rule.ERASED_STAY_GONE, place, Code.ERASED_PERSON);
            }
        }
    }

    private void checkSubject() {
        checkErased();
        statements.read(subject);
        values.clear();
        boolean hasProfile = profiles.isAt(subject);
        if (hasProfile) {
            long row = profiles.row();
            for (int i = 0; i < nextRows.length; i++) {
                if (nextRows[i] > row) {
                    continue;
                }
                ProfileValue held = attributes.get(i);
                if (held.isHere()) {
                    held.check();
                    held.checkAgainst(statements);
                    values.add(held);
                }
            }
            checkJurisdiction();
            countOrigins();
            if (values.isEmpty()) {
                tally.found(Rule.LINEAGE_COMPLETE, profiles.place(), Code.ROW_WITHOUT_VALUE);
            }
        }
        if (hasProfile && who.restricted().isPresent()) {
            checkRestricted(who.restricted().get().apply(new SubjectId(subject.text())));
        }
        checkNothingLost();
        int place = PolicyTables.UNKNOWN;
        if (hasProfile) {
            jurisdiction.at(profiles.row());
            place = jurisdiction.code();
        }
        for (int i = 0; i < extracts.size(); i++) {
            extracts.get(i).check(subject, values, profiles, place);
        }
        moments.check(subject, values, profiles);
        if (hasProfile) {
            profiles.next();
        }
    }

    /**
     * Only the profile needs this check: extracts and contact moments must not contain more than it, which is checked
     * below.
     */
    private void checkRestricted(Predicate<String> withheld) {
        tally.looked(Rule.RESTRICTED_NOT_USED);
        for (int purpose = 0; purpose < tables.purposes.size(); purpose++) {
            if (isServed(purpose) && withheld.test(tables.purposes.get(purpose).id())) {
                tally.found(Rule.RESTRICTED_NOT_USED, profiles.place(), Code.RESTRICTED_PERSON);
                return;
            }
        }
    }

    private boolean isServed(int purpose) {
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i).serves(purpose)) {
                return true;
            }
        }
        return false;
    }

    /** The row must have the jurisdiction of the latest declaration; without declarations, none. */
    private void checkJurisdiction() {
        long latest = Long.MIN_VALUE;
        for (int i = 0; i < statements.count(); i++) {
            LoggedStatement said = statements.get(i);
            if (said.declares && said.inForce) {
                latest = Math.max(latest, said.declaredAt);
            }
        }
        boolean isNull = jurisdiction.isNull(profiles.row());
        boolean fits = latest == Long.MIN_VALUE && isNull;
        for (int i = 0; i < statements.count() && !isNull; i++) {
            LoggedStatement said = statements.get(i);
            fits |= said.declares
                    && said.inForce
                    && said.declaredAt == latest
                    && said.jurisdictionCode == jurisdiction.code();
        }
        if (!fits || (!isNull && jurisdiction.code() == PolicyTables.UNKNOWN)) {
            tally.found(Rule.JURISDICTION_KNOWN, profiles.place(), Code.JURISDICTION_OF_NO_STATEMENT);
        }
    }

    private void countOrigins() {
        boolean onProvided = false;
        for (int i = 0; i < values.size(); i++) {
            ProfileValue held = values.get(i);
            if (held.isDeclared()) {
                origins.declared(held.position);
            } else if (held.isProvided()) {
                origins.provided(held.position, held.supply());
                onProvided = true;
            }
        }
        if (onProvided) {
            origins.subjectOnProvided();
        }
    }

    /** Counts of what the profiles of the range contain, after {@link #run}. */
    OriginCount origins() {
        return origins;
    }

    /** The profile must follow from the log: nothing more, and nothing less. */
    private void checkNothingLost() {
        for (int i = 0; i < statements.count(); i++) {
            LoggedStatement said = statements.get(i);
            if (said.declares && said.inForce && !said.projected) {
                if (said.attribute < 0) {
                    tally.found(Rule.LINEAGE_RESOLVES, said.place(), Code.VALUE_LOST_UNKNOWN);
                } else {
                    tally.found(Rule.LINEAGE_RESOLVES, said.place(), Code.VALUE_LOST, nameOf(said.attribute));
                }
            }
        }
    }

    private String nameOf(int attribute) {
        Attribute found = tables.attributes.get(attribute);
        return found.name().value();
    }
}
