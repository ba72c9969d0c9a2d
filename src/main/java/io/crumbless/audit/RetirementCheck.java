package io.crumbless.audit;

import io.crumbless.balance.Unit;
import io.crumbless.policy.Attribute;
import io.crumbless.policy.Policy;
import io.crumbless.profile.Failure;
import io.crumbless.profile.Quantity;
import io.crumbless.snapshot.Amendments;
import io.crumbless.snapshot.Layout;
import io.crumbless.snapshot.Manifest;
import io.crumbless.snapshot.Retirement;
import io.crumbless.snapshot.Warehouse;
import io.crumbless.storage.Location;
import io.crumbless.storage.StorageException;
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
 * Holds the measure of retirement against the profiles, the policy, the balance and the measure of the night before. What
 * was erased since may be missing from the profiles, and nothing else.
 */
final class RetirementCheck {
    private final Location snapshot;
    private final Manifest manifest;
    private final Policy policy;
    private final long erased;
    private final Findings.Tally tally;

    RetirementCheck(Location snapshot, Manifest manifest, Amendments amendments, Policy policy, Findings.Tally tally) {
        this.snapshot = snapshot;
        this.manifest = manifest;
        this.policy = policy;
        this.erased = amendments.erased(Layout.PROFILES);
        this.tally = tally;
    }

    /**
     * Checks the entry of the snapshot's own night, if the manifest lists a measure.
     *
     * @param found what the profiles hold
     */
    void check(Warehouse warehouse, OriginCount found) {
        if (manifest.evidence().stream().noneMatch(file -> file.file().equals(Retirement.FILE))) {
            return;
        }
        Retirement measure;
        try {
            measure = Retirement.of(snapshot).orElse(new Retirement(List.of()));
        } catch (StorageException | Failure failure) {
            tally.found(Rule.FILES_LISTED, Retirement.FILE, "it cannot be read");
            return;
        }
        tally.looked(Rule.BOOKS_CLOSE);
        Optional<Retirement.Entry> own = measure.last().filter(this::isOwn);
        if (own.isEmpty()) {
            found("its last entry is not of this run");
            return;
        }
        checkAttributes(own.get(), found);
        checkSources(own.get(), found);
        checkSegments(own.get());
        checkHistory(measure, warehouse);
    }

    private boolean isOwn(Retirement.Entry entry) {
        return entry.runId().equals(manifest.runId())
                && entry.businessDate().equals(manifest.businessDate())
                && entry.policyVersion().equals(manifest.policyVersion());
    }

    private void checkAttributes(Retirement.Entry noted, OriginCount found) {
        compare("profiles", noted.profiles(), manifest.rows(Layout.PROFILES));
        compare("profiles on provided values", noted.subjectsOnProvided(), found.subjectsOnProvided());
        Map<String, Retirement.AttributeCount> counts = new HashMap<>();
        noted.attributes().forEach(count -> counts.put(count.attribute(), count));
        for (int i = 0; i < policy.attributes().size(); i++) {
            Attribute attribute = policy.attributes().get(i);
            String name = attribute.name().value();
            @Nullable
            LocalDate sunset = attribute.provided().map(rule -> rule.until()).orElse(null);
            Retirement.AttributeCount count =
                    Optional.ofNullable(counts.remove(name)).orElse(new Retirement.AttributeCount(name, 0, 0, null));
            compare("declared values of '" + name + "'", count.declared(), found.declaredOf(i));
            compare("provided values of '" + name + "'", count.provided(), found.providedOf(i));
            if (!Optional.ofNullable(sunset).equals(Optional.ofNullable(count.sunset()))) {
                found("the sunset of '" + name + "' is not the policy's");
            }
        }
        if (!counts.isEmpty()) {
            found("it counts attributes that the catalogue does not have");
        }
    }

    private void checkSources(Retirement.Entry noted, OriginCount found) {
        Map<String, Long> supplies = new HashMap<>();
        noted.supplies()
                .forEach(supply -> supplies.put(
                        supply.source() + " " + supply.attribute() + " " + supply.rule(), supply.values()));
        Set<String> names = new HashSet<>(supplies.keySet());
        names.addAll(found.supplies().keySet());
        names.forEach(name -> compare(
                "values supplied by " + name,
                supplies.getOrDefault(name, 0L),
                found.supplies().getOrDefault(name, 0L)));
        List<Retirement.SourceCount> balance = manifest.balance().stream()
                .filter(account -> account.unit().equals(Unit.LEGACY_VALUES.word()))
                .map(account -> new Retirement.SourceCount(
                        account.source(), account.counted(), account.bins().getOrDefault("provided_kept", 0L)))
                .toList();
        if (!noted.sources().equals(balance)) {
            found("the sources it counts are not those of the balance");
        }
    }

    /** Names of segments are in no file, so this is what counts of them can contradict. */
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
            String of = "segments of '" + count.source() + "'";
            long may = count.thatMay().counted();
            Retirement.SourceCount source = sources.remove(count.source());
            if (may > count.delivered().counted()) {
                found(may + " " + of + " may supply values, of "
                        + count.delivered().counted());
            }
            if (may > 0 && !mayAny) {
                found(may + " " + of + " may supply values after every sunset");
            }
            if (count.delivered().counted() > (source == null ? 0 : source.delivered())) {
                found("there are more " + of + " than values");
            }
            if (may == 0 && source != null && source.kept() > 0) {
                found("no " + of + " may supply values, and some are kept");
            }
        }
        if (!sources.isEmpty()) {
            found("it does not count the segments of every source");
        }
    }

    /** The nights before are told as the snapshot before told them, as long as that is kept. */
    private void checkHistory(Retirement measure, Warehouse warehouse) {
        List<Retirement.Entry> before = measure.before(manifest.businessDate());
        if (before.size() != measure.nights().size() - 1 || !inOrder(before)) {
            found("its nights are not in order, once each");
        }
        Optional<Manifest.Previous> previous = manifest.before().filter(one -> warehouse.isComplete(one.runId()));
        if (previous.isPresent()) {
            try {
                List<Retirement.Entry> told = Retirement.of(
                                warehouse.snapshot(previous.get().runId()))
                        .map(older -> older.before(manifest.businessDate()))
                        .orElse(List.of());
                if (!told.equals(before)) {
                    found("the nights before are not told as in "
                            + previous.get().runId());
                }
            } catch (StorageException | Failure failure) {
                found("the measure of " + previous.get().runId() + " cannot be read");
            }
        }
    }

    private static boolean inOrder(List<Retirement.Entry> nights) {
        List<LocalDate> dates = new ArrayList<>();
        nights.forEach(night -> dates.add(night.businessDate()));
        return dates.equals(dates.stream().sorted().distinct().toList());
    }

    /** Each person who was erased since may have held one value. */
    private void compare(String what, long noted, long found) {
        tally.looked(Rule.BOOKS_CLOSE);
        if (noted < found || noted > found + erased) {
            found(noted + " " + what + " where the profiles hold " + found
                    + (erased == 0 ? "" : " after " + Quantity.of(erased, "person was", "people were") + " erased"));
        }
    }

    private void found(String what) {
        tally.found(Rule.BOOKS_CLOSE, Retirement.FILE, what);
    }
}
