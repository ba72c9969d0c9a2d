package io.crumbless.answers.report;

import io.crumbless.answers.page.Document.Tone;
import io.crumbless.answers.wording.BinTone;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.NightReport;
import io.crumbless.warehouse.snapshot.Retirement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The report of a night for programs: its numbers, with keys in snake case. */
public final class NightReportFigures {
    private NightReportFigures() {}

    /** @param amendments number of later erasures in the snapshot */
    public static Map<String, @Nullable Object> of(
            Manifest manifest, NightReport report, Retirement retirement, int amendments) {
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        figures.put("outcome", "reported");
        figures.put("exit_code", 0);
        figures.put("job", manifest.job());
        figures.put("business_date", manifest.businessDate().toString());
        figures.put("run_id", manifest.runId());
        figures.put("policy_version", manifest.policyVersion());
        figures.put("program", manifest.program());
        figures.put("restored", report.restored());
        figures.put("amendments", amendments);
        figures.put("deliveries", manifest.inputs().size());
        figures.put(
                "records",
                manifest.inputs().stream().mapToLong(Manifest.Input::records).sum());
        figures.put(
                "balance",
                manifest.balance().stream().map(NightReportFigures::account).toList());
        figures.put("removed", sums(manifest, bin -> BinTone.of(bin) == Tone.REMOVED, "legacy_values"));
        figures.put("rules", rules(report));
        figures.put("refused", sums(manifest, BinTone::isRefusal, ""));
        figures.put(
                "guards",
                report.guards().stream().map(NightReportFigures::guard).toList());
        figures.put("since", since(report.since()));
        figures.put(
                "retirement",
                retirement.nights().stream().map(NightReportFigures::retired).toList());
        figures.put("files", manifest.outputs().size());
        figures.put(
                "bytes",
                manifest.outputs().stream().mapToLong(Manifest.Output::bytes).sum());
        return figures;
    }

    private static Map<String, Object> account(Manifest.Account account) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("source", account.source());
        line.put("unit", account.unit());
        line.put("counted", account.counted());
        line.put("bins", account.bins());
        return line;
    }

    /** @param unit unit of the accounts to sum; empty for all */
    private static Map<String, Long> sums(Manifest manifest, Predicate<String> wanted, String unit) {
        Map<String, Long> sums = new TreeMap<>();
        manifest.balance().stream()
                .filter(account -> unit.isEmpty() || account.unit().equals(unit))
                .flatMap(account -> account.bins().entrySet().stream())
                .filter(bin -> wanted.test(bin.getKey()))
                .forEach(bin -> sums.merge(bin.getKey(), bin.getValue(), Long::sum));
        return sums;
    }

    private static Map<String, Long> rules(NightReport report) {
        Map<String, Long> rules = new LinkedHashMap<>();
        report.rules().forEach(rule -> rules.put(rule.rule(), rule.values()));
        return rules;
    }

    private static Map<String, Object> guard(NightReport.Reading reading) {
        Map<String, Object> guard = new LinkedHashMap<>();
        guard.put("guard", reading.guard());
        guard.put("source", reading.source());
        guard.put("limit", reading.limit());
        guard.put("reached", reading.reached());
        return guard;
    }

    private static Map<String, @Nullable Object> retired(Retirement.Entry night) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        entry.put("business_date", night.businessDate().toString());
        entry.put("values", night.values());
        entry.put("provided", night.provided());
        entry.put("profiles", night.profiles());
        entry.put("profiles_on_provided", night.subjectsOnProvided());
        entry.put(
                "segments",
                night.allSegments().map(NightReportFigures::segments).orElse(null));
        return entry;
    }

    private static Map<String, Object> segments(Retirement.SegmentCount count) {
        Map<String, Object> segments = new LinkedHashMap<>();
        segments.put("delivered", count.delivered());
        segments.put("may_supply", count.thatMay());
        return segments;
    }

    private static @Nullable Object since(NightReport.@Nullable Since since) {
        if (since == null) {
            return null;
        }
        Map<String, Object> changes = new LinkedHashMap<>();
        changes.put("run_id", since.runId());
        changes.put("business_date", since.businessDate().toString());
        changes.put("policy_version", since.policyVersion());
        since.datasets().forEach(change -> changes.put(change.dataset(), List.of(change.before(), change.now())));
        return changes;
    }
}
