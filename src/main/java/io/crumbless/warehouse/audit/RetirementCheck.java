package io.crumbless.warehouse.audit;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.StorageException;
import io.crumbless.kernel.balance.Unit;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.process.Failure;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.remark.Code;
import io.crumbless.warehouse.snapshot.Amendment;
import io.crumbless.warehouse.snapshot.Amendments;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.Retirement;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares the measure of retirement with the profiles, the policy, the balance and the measure of the previous night.
 * Only values of people erased since may be missing from the profiles.
 */
final class RetirementCheck {
    private final Location snapshot;
    private final Manifest manifest;
    private final Policy policy;
    private final Optional<Amendment.LaterWithdrawals> withdrawn;
    private final long erased;
    private final Findings.Tally tally;

    RetirementCheck(Location snapshot, Manifest manifest, Amendments amendments, Policy policy, Findings.Tally tally) {
        this.snapshot = snapshot;
        this.manifest = manifest;
        this.policy = policy;
        this.withdrawn = amendments.withdrawn();
        this.erased = amendments.erased(Layout.PROFILES);
        this.tally = tally;
    }

    /**
     * Checks the entry of the snapshot's own night, if the manifest lists a measure.
     *
     * @param found counts of the profiles
     */
    void check(Warehouse warehouse, OriginCount found) {
        if (manifest.evidence().stream().noneMatch(file -> file.file().equals(Retirement.FILE))) {
            return;
        }
        Retirement measure;
        try {
            measure = Retirement.of(snapshot).orElse(new Retirement(List.of()));
        } catch (StorageException | Failure failure) {
            tally.found(Rule.FILES_LISTED, Retirement.FILE, Code.UNREADABLE);
            return;
        }
        tally.looked(Rule.BOOKS_CLOSE);
        Optional<Retirement.Entry> own = measure.last().filter(this::isOwn);
        if (own.isEmpty()) {
            found(Code.MEASURE_OF_ANOTHER_RUN);
            return;
        }
        checkSources(own.get(), manifest.balance(), Retirement.FILE);
        checkSegments(own.get());
        checkHistory(measure, warehouse);
        if (withdrawn.isPresent()) {
            recheck(withdrawn.get(), found);
        } else {
            checkProfiles(own.get(), found);
        }
    }

    /**
     * Checks a recomputed snapshot, whose measure is still that of its night, while its profiles take later withdrawals
     * into account.
     */
    private void recheck(Amendment.LaterWithdrawals since, OriginCount found) {
        if (!isOwn(since.measure())) {
            tally.found(Rule.BOOKS_CLOSE, Amendment.FILE, Code.MEASURE_OF_ANOTHER_RUN);
        }
        checkSources(since.measure(), since.balance(), Amendment.FILE);
        checkProfiles(since.measure(), found);
    }

    private boolean isOwn(Retirement.Entry entry) {
        return entry.runId().equals(manifest.runId())
                && entry.businessDate().equals(manifest.businessDate())
                && entry.policyVersion().equals(manifest.policyVersion());
    }

    private void checkProfiles(Retirement.Entry noted, OriginCount found) {
        compare(
                Code.MEASURED_PROFILES,
                Code.MEASURED_PROFILES_AFTER_ERASURE,
                noted.profiles(),
                manifest.rows(Layout.PROFILES));
        compare(
                Code.MEASURED_ON_PROVIDED,
                Code.MEASURED_ON_PROVIDED_AFTER_ERASURE,
                noted.subjectsOnProvided(),
                found.subjectsOnProvided());
        Map<String, Retirement.AttributeCount> counts = new HashMap<>();
        noted.attributes().forEach(count -> counts.put(count.attribute(), count));
        for (int i = 0; i < policy.attributes().size(); i++) {
            Attribute attribute = policy.attributes().get(i);
            String name = attribute.name().value();
            @Nullable
            LocalDate sunset = attribute.provided().map(rule -> rule.until()).orElse(null);
            Retirement.AttributeCount count =
                    Optional.ofNullable(counts.remove(name)).orElse(new Retirement.AttributeCount(name, 0, 0, null));
            compare(
                    Code.MEASURED_DECLARED,
                    Code.MEASURED_DECLARED_AFTER_ERASURE,
                    count.declared(),
                    found.declaredOf(i),
                    name);
            compare(
                    Code.MEASURED_PROVIDED,
                    Code.MEASURED_PROVIDED_AFTER_ERASURE,
                    count.provided(),
                    found.providedOf(i),
                    name);
            if (!Optional.ofNullable(sunset).equals(Optional.ofNullable(count.sunset()))) {
                found(Code.SUNSET_DIFFERS, name);
            }
        }
        if (!counts.isEmpty()) {
            found(Code.MEASURED_UNKNOWN_ATTRIBUTES);
        }
        checkSupplies(noted, found);
    }

    private void checkSupplies(Retirement.Entry noted, OriginCount found) {
        Map<String, Long> supplies = new HashMap<>();
        noted.supplies()
                .forEach(supply -> supplies.put(
                        supply.source() + " " + supply.attribute() + " " + supply.rule(), supply.values()));
        Set<String> names = new HashSet<>(supplies.keySet());
        names.addAll(found.supplies().keySet());
        names.forEach(name -> compare(
                Code.MEASURED_SUPPLIED,
                Code.MEASURED_SUPPLIED_AFTER_ERASURE,
                supplies.getOrDefault(name, 0L),
                found.supplies().getOrDefault(name, 0L),
                name));
    }

    private void checkSources(Retirement.Entry noted, List<Manifest.Account> books, String measured) {
        List<Retirement.SourceCount> balance = books.stream()
                .filter(account -> account.unit().equals(Unit.LEGACY_VALUES.word()))
                .map(account -> new Retirement.SourceCount(
                        account.source(), account.counted(), account.bins().getOrDefault("provided_kept", 0L)))
                .toList();
        if (!noted.sources().equals(balance)) {
            tally.found(Rule.BOOKS_CLOSE, measured, Code.MEASURED_OTHER_SOURCES);
        }
    }

    /** Names of segments are in no file, so only the consistency of their counts can be checked. */
    private void checkSegments(Retirement.Entry noted) {
        List<Retirement.SegmentCount> segments = noted.segments();
        if (segments == null) {
            return;
        }
        boolean mayAny = policy.attributes().stream()
                .flatMap(attribute -> attribute.provided().stream())
                .anyMatch(rule -> !rule.until().isBefore(manifest.businessDate()));
        Map<String, Retirement.SourceCount> sources = new HashMap<>();
        noted.sources().forEach(source -> sources.put(source.source(), source));
        for (Retirement.SegmentCount count : segments) {
            tally.looked(Rule.BOOKS_CLOSE);
            String of = count.source();
            long may = count.thatMay().counted();
            Retirement.SourceCount source = sources.remove(count.source());
            if (may > count.delivered().counted()) {
                found(Code.SEGMENTS_BEYOND_DELIVERED, may, of, count.delivered().counted());
            }
            if (may > 0 && !mayAny) {
                found(Code.SEGMENTS_AFTER_SUNSET, may, of);
            }
            if (count.delivered().counted() > (source == null ? 0 : source.delivered())) {
                found(Code.SEGMENTS_BEYOND_VALUES, of);
            }
            if (may == 0 && source != null && source.kept() > 0) {
                found(Code.SEGMENTS_KEEP_WITHOUT_RIGHT, of);
            }
        }
        if (!sources.isEmpty()) {
            found(Code.SEGMENTS_NOT_OF_EVERY_SOURCE);
        }
    }

    /** Earlier nights must be reported as in the previous snapshot, if that is still kept. */
    private void checkHistory(Retirement measure, Warehouse warehouse) {
        List<Retirement.Entry> before = measure.before(manifest.businessDate());
        if (before.size() != measure.nights().size() - 1 || !inOrder(before)) {
            found(Code.NIGHTS_OUT_OF_ORDER);
        }
        Optional<Manifest.Previous> previous = manifest.before().filter(one -> warehouse.isComplete(one.runId()));
        if (previous.isPresent()) {
            try {
                List<Retirement.Entry> declared = Retirement.of(
                                warehouse.snapshot(previous.get().runId()))
                        .map(older -> older.before(manifest.businessDate()))
                        .orElse(List.of());
                if (!declared.equals(before)) {
                    found(Code.NIGHTS_DIFFER, previous.get().runId());
                }
            } catch (StorageException | Failure failure) {
                found(Code.MEASURE_UNREADABLE, previous.get().runId());
            }
        }
    }

    private static boolean inOrder(List<Retirement.Entry> nights) {
        List<LocalDate> dates = new ArrayList<>();
        nights.forEach(night -> dates.add(night.businessDate()));
        return dates.equals(dates.stream().sorted().distinct().toList());
    }

    /**
     * Each person erased since may have had one value.
     *
     * @param names arguments of the sentence, between the two numbers
     */
    private void compare(Code what, Code afterErasure, long noted, long found, String... names) {
        tally.looked(Rule.BOOKS_CLOSE);
        if (noted < found || noted > found + erased) {
            List<Object> filledIn = new ArrayList<>();
            filledIn.add(noted);
            filledIn.addAll(List.of(names));
            filledIn.add(found);
            filledIn.add(erased);
            tally.found(
                    Rule.BOOKS_CLOSE,
                    withdrawn.isPresent() ? Amendment.FILE : Retirement.FILE,
                    erased == 0 ? what : afterErasure,
                    filledIn.toArray());
        }
    }

    private void found(Code what, Object... filledIn) {
        tally.found(Rule.BOOKS_CLOSE, Retirement.FILE, what, filledIn);
    }
}
