package io.crumbless.night.gather;

import io.crumbless.kernel.balance.Books;
import io.crumbless.kernel.balance.Unit;
import io.crumbless.kernel.catalogue.Sensitivity;
import io.crumbless.kernel.declaration.OptOutScope;
import io.crumbless.kernel.merge.StatementBin;
import io.crumbless.kernel.policy.Marking;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.SharingRule;
import io.crumbless.kernel.profile.IdDoubt;
import io.crumbless.kernel.provenance.ValueBin;
import io.crumbless.night.intake.Delivery;
import io.crumbless.night.job.LossLimits;
import io.crumbless.night.legacy.LegacyRefusal;
import io.crumbless.night.legacy.MembershipTally;
import io.crumbless.night.legacy.OptOutScanner;
import io.crumbless.night.plan.Deliveries;
import io.crumbless.night.publish.RefusedReasons;
import io.crumbless.night.publish.Unadmitted;
import io.crumbless.night.scatter.AdmitStage;
import io.crumbless.night.scatter.LinkStage;
import io.crumbless.night.scatter.LocalWork;
import io.crumbless.night.scatter.MappedRecords;
import io.crumbless.night.scatter.Misreadings;
import io.crumbless.night.scatter.NumberForms;
import io.crumbless.night.scatter.PlaceholderDays;
import io.crumbless.night.scatter.RenamedKeys;
import io.crumbless.night.scatter.StripStage;
import io.crumbless.night.scatter.UnreadRecords;
import io.crumbless.night.scatter.Workspace;
import io.crumbless.process.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Law 11: requests and deliveries without effect are reported. */
public final class RequestsWithoutEffect {
    /** Bins of rows that link nobody to a cookie. */
    private static final Set<String> NO_LINKS = Set.of(
            LegacyRefusal.COOKIE_MISSING.bin(),
            LegacyRefusal.SUBJECT_MISSING.bin(),
            LegacyRefusal.METHOD_MISSING.bin());

    private RequestsWithoutEffect() {}

    /** Must be called before the workspace is deleted. */
    public static List<String> missing(LocalWork<Deliveries> work, LossLimits limits) {
        List<String> missing = new ArrayList<>();
        if (!work.facts().intake().memberships().isEmpty()) {
            Set<String> matched = work.workspace().counts(StripStage.PREFIX).keySet();
            work.policy().provenance().rules().stream()
                    .filter(rule -> !matched.contains(StripStage.RULE + rule))
                    .forEach(rule -> missing.add("Rule '" + rule + "' of provenance.yaml matched nothing"));
        }
        Books books = SpellingTally.books(work.workspace());
        books.lines().forEach(line -> foundNobody(line, missing));
        SpellingTally.withdrawalsThatFoundNobody(work.workspace())
                .forEach((source, number) ->
                        missing.add(Quantity.of(number, "withdrawal") + " of source '" + source + "' matched nobody"));
        books.lines().forEach(line -> addWaiting(line, missing));
        books.lines().forEach(line -> addBlank(line, missing));
        books.lines().forEach(line -> addUnreadLinks(line, missing));
        addSpellings(work.workspace(), missing);
        addDoubts(work.workspace(), missing);
        addOptOuts(work, missing);
        addWaitingOptOuts(work, books, missing);
        Map<String, Long> counts = work.workspace().counts("");
        missing.addAll(UnreadRecords.notices(work.facts().intake().all(), counts));
        missing.addAll(Misreadings.notices(counts));
        missing.addAll(NumberForms.notices(counts));
        missing.addAll(PlaceholderDays.notices(counts));
        missing.addAll(RenamedKeys.notices(counts, work.facts().intake().notices()));
        missing.addAll(MappedRecords.notices(work.facts().intake().declarations(), counts, books));
        addLosses(books, limits, missing);
        addGone(work.workspace(), missing);
        long conflicting = books.total(Unit.STATEMENTS, StatementBin.CONFLICTING.word());
        if (conflicting > 0) {
            missing.add(Quantity.of(conflicting, "statement")
                    + " with other content under the id and time of another: no value of theirs is used; map revised-at, or"
                    + " deliver each content under an id of its own");
        }
        long withdrewUnknown = work.workspace().counts(AdmitStage.PREFIX).getOrDefault(AdmitStage.WITHDREW_UNKNOWN, 0L);
        long later = work.workspace().counts(AdmitStage.PREFIX).getOrDefault(AdmitStage.WITHDRAWS_LATER, 0L);
        if (later > 0) {
            missing.add(Quantity.of(later, "withdrawal is", "withdrawals are")
                    + " dated later than the night, and " + (later == 1 ? "has" : "have")
                    + " no effect until then; check the clock and the time zone of the source");
        }
        if (withdrewUnknown > 0) {
            missing.add(Quantity.of(withdrewUnknown, "withdrawal")
                    + " of an attribute or a purpose that the policy does not know");
        }
        return missing;
    }

    /** A row with nothing but delimiters may have been a request. */
    private static void addBlank(Books.Line line, List<String> missing) {
        boolean requests =
                line.account().unit() == Unit.ERASURE_REQUESTS || line.account().unit() == Unit.OPT_OUTS;
        long blank = requests ? line.bins().getOrDefault(MembershipTally.EMPTY, 0L) : 0;
        if (blank > 0) {
            missing.add(Quantity.of(blank, "record") + " of source '"
                    + line.account().source() + "' " + (blank == 1 ? "is" : "are")
                    + " blank, as a spreadsheet leaves rows behind, and " + (blank == 1 ? "asks" : "ask")
                    + " for nothing; check that nothing was lost from them");
        }
    }

    /** A mistyped year would keep a request waiting for ever. */
    private static void addWaiting(Books.Line line, List<String> missing) {
        long waiting = line.account().unit() == Unit.ERASURE_REQUESTS
                ? line.bins().getOrDefault(StatementBin.FUTURE.word(), 0L)
                : 0;
        if (waiting > 0) {
            missing.add(Quantity.of(waiting, "erasure request") + " of source '"
                    + line.account().source() + "' "
                    + (waiting == 1 ? "is" : "are") + " dated later than the night, and "
                    + (waiting == 1 ? "waits" : "wait")
                    + " until then; check the clock and the time zone of the source");
        }
        long unknown = line.bins().getOrDefault(ValueBin.STRIPPED_UNKNOWN.word(), 0L);
        if (line.account().unit() == Unit.LEGACY_VALUES && unknown > 0 && unknown == line.counted()) {
            missing.add("Every one of " + Quantity.of(unknown, "value") + " of source '"
                    + line.account().source()
                    + "' is of a segment or an attribute that the policy lists as unknown, or not at all, and was removed;"
                    + " look at their spelling, and at segments.csv");
        }
    }

    /** An unreadable link may be the one that shows that a device is shared. */
    private static void addUnreadLinks(Books.Line line, List<String> notices) {
        long unread = line.account().unit() != Unit.LINKS
                ? 0
                : line.bins().entrySet().stream()
                        .filter(bin -> bin.getKey().startsWith(LegacyRefusal.BIN) && !NO_LINKS.contains(bin.getKey()))
                        .mapToLong(Map.Entry::getValue)
                        .sum();
        if (unread > 0) {
            notices.add(Quantity.of(unread, "link") + " of source '"
                    + line.account().source()
                    + "' could not be read: a device that " + (unread == 1 ? "it shows" : "they show")
                    + " to be shared counts as one person's; have the source correct "
                    + (unread == 1 ? "it" : "them"));
        }
    }

    private static void addDoubts(Workspace workspace, List<String> notices) {
        Map<String, Long> counts = workspace.counts(MergeStage.PREFIX);
        long changed = counts.getOrDefault(MergeStage.DOUBTFUL + IdDoubt.CHANGED, 0L);
        if (changed > 0) {
            notices.add(Quantity.of(changed, "id of a person looks", "ids of people look")
                    + " changed by a program on the way: a rounded number (1.2E+12), the marks of a spreadsheet, a"
                    + " letter that was lost, signs as URLs or HTML write them (%40, &amp;), the notation of a program"
                    + " (b'1', [\"1\"]), or several in one (1001;1002); several people may have become one, so have"
                    + " ids delivered as text, or say ids: { ignore: [url-encoding] }");
        }
        long nobody = counts.getOrDefault(MergeStage.DOUBTFUL + IdDoubt.NOBODY, 0L);
        if (nobody > 0) {
            notices.add(Quantity.of(nobody, "id of a person is a word", "ids of people are words")
                    + " for nobody (unknown, anonymous, 0, zeros); what stands under it is of many people, so have such"
                    + " records left out, by the source or with 'where'");
        }
    }

    private static void foundNobody(Books.Line line, List<String> missing) {
        boolean erasures = line.account().unit() == Unit.ERASURE_REQUESTS;
        boolean optOuts = line.account().unit() == Unit.OPT_OUTS;
        long number = erasures
                ? line.bins().getOrDefault(SpellingTally.FOUND_NOBODY, 0L)
                : optOuts ? line.bins().getOrDefault(OptOutScanner.MATCHED_NOBODY, 0L) : 0;
        if (number > 0) {
            missing.add(Quantity.of(number, erasures ? "erasure request" : "opt-out") + " of source '"
                    + line.account().source() + "' matched nobody");
        }
    }

    /** An opt-out without a purpose that is marked accordingly has no effect. */
    private static void addOptOuts(LocalWork<Deliveries> work, List<String> missing) {
        work.facts().intake().optOuts().stream()
                .map(Delivery::source)
                .distinct()
                .forEach(source -> source.terms().scopes().stream()
                        .filter(scope -> !takesAnything(scope, work.policy()))
                        .sorted()
                        .forEach(scope -> missing.add("Opt-outs of source '"
                                + source.files().name()
                                + "' with scope '" + scope.word() + "' take nothing: " + why(scope))));
        long values = work.workspace().counts(MergeStage.PREFIX).getOrDefault(MergeStage.OPTED_OUT, 0L);
        if (values > 0) {
            missing.add(
                    Quantity.of(values, "value serves", "values serve")
                            + " fewer purposes, or none, because people opted out of sale, of sharing or of uses of sensitive data");
        }
    }

    /** A mistyped year would keep an opt-out waiting for ever. */
    private static void addWaitingOptOuts(LocalWork<Deliveries> work, Books books, List<String> missing) {
        Set<String> sources = work.facts().intake().optOuts().stream()
                .map(Delivery::sourceName)
                .collect(Collectors.toSet());
        books.lines().stream()
                .filter(line -> line.account().unit() == Unit.STATEMENTS
                        && sources.contains(line.account().source()))
                .forEach(line -> {
                    long waiting = line.bins().getOrDefault(StatementBin.FUTURE.word(), 0L);
                    if (waiting > 0) {
                        missing.add(Quantity.of(waiting, "opt-out") + " of source '"
                                + line.account().source() + "' " + (waiting == 1 ? "is" : "are")
                                + " dated later than the night, and " + (waiting == 1 ? "waits" : "wait")
                                + " until then; check the clock and the time zone of the source");
                    }
                });
    }

    private static boolean takesAnything(OptOutScope scope, Policy policy) {
        return switch (scope) {
            case SALE -> marks(policy, Marking.SALE);
            case SHARING -> marks(policy, Marking.SHARING);
            case SENSITIVE ->
                policy.attributes().stream().anyMatch(one -> one.sensitivity() != Sensitivity.NONE)
                        && policy.purposes().stream().anyMatch(purpose -> !purpose.servesLimited());
            case SIGNAL ->
                (marks(policy, Marking.SALE) || marks(policy, Marking.SHARING))
                        && policy.jurisdictions().stream()
                                .anyMatch(place -> place.sharing().signal() == SharingRule.Signal.HONOURED);
        };
    }

    private static boolean marks(Policy policy, Marking marking) {
        return policy.purposes().stream().anyMatch(purpose -> purpose.markings().contains(marking));
    }

    private static String why(OptOutScope scope) {
        return switch (scope) {
            case SALE, SHARING -> "no purpose of purposes.yaml is marked 'sale-and-sharing: [" + scope.word() + "]'";
            case SENSITIVE -> "no attribute is sensitive, or every purpose has 'limited-use: permitted'";
            case SIGNAL -> "no purpose is marked 'sale-and-sharing', or no jurisdiction has 'signal: honoured'";
        };
    }

    private static void addGone(Workspace workspace, List<String> missing) {
        workspace.counts(MergeStage.PREFIX).forEach((name, number) -> {
            if (name.startsWith(VanishedStatements.GONE)) {
                missing.add(Quantity.of(number, "declaration") + " in force of source '"
                        + name.substring(VanishedStatements.GONE.length())
                        + "' stood in an earlier snapshot of it and not in tonight's; no withdrawal says so, and they "
                        + "stay in force");
            }
            if (name.startsWith(RevokedStatements.REVOKED)) {
                missing.add(Quantity.of(number, "declaration") + " of source '"
                        + name.substring(RevokedStatements.REVOKED.length())
                        + "' stood in an earlier snapshot of it as something that was admitted, and are refused or blank as tonight's"
                        + " delivers them: what they said before is not used any more; have the source correct them");
            }
        });
    }

    private static void addLosses(Books books, LossLimits limits, List<String> missing) {
        limits.losses(books).stream()
                .filter(LossLimits.Loss::isNoticed)
                .forEach(loss -> missing.add(Quantity.of(loss.lost(), "value") + " of "
                        + Quantity.of(loss.provided(), "provided value") + " of source '" + loss.source()
                        + "' came to nothing: " + loss.reason().word() + " (" + loss.advice() + ")"));
        books.lines().stream()
                .filter(line -> Unadmitted.allRefused(line) > 0)
                .forEach(line -> missing.add("None of " + Quantity.of(line.counted(), "statement") + " of source '"
                        + line.account().source() + "' was admitted: " + RefusedReasons.of(line)));
    }

    /** Withdrawals match every spelling of an id, declarations only one; that ids differ in spelling is reported. */
    private static void addSpellings(Workspace workspace, List<String> notices) {
        long several = DeliveredSpellings.inSeveral(workspace);
        if (several > 0) {
            notices.add(Quantity.of(several, "id was", "ids were")
                    + " delivered in more than one spelling, each of which counts as a person; if they are one "
                    + "person, set 'ids' in the job file (docs/reference/ids.md)");
        }
        long cookies = workspace.counts(LinkStage.PART).getOrDefault(LinkStage.COOKIES, 0L);
        if (cookies > 0) {
            notices.add(Quantity.of(cookies, "cookie id was", "cookie ids were")
                    + " linked in more than one spelling; where"
                    + " they are one, say so with 'cookie-ids' in the job file (docs/reference/ids.md)");
        }
        long rows = workspace.counts(StripStage.PREFIX).getOrDefault(StripStage.LINKED_OTHERWISE, 0L);
        if (rows > 0) {
            notices.add(
                    Quantity.of(rows, "legacy row names", "legacy rows name") + " a cookie that is linked in another"
                            + " spelling alone, and so reaches nobody; say what its id ignores with 'cookie-ids' in the job file"
                            + " (docs/reference/ids.md)");
        }
        addSpellings(
                workspace.counts(LinkStage.PART).getOrDefault(LinkStage.OTHERWISE_SPELT, 0L),
                "opt-out reached an id that is spelt otherwise",
                "opt-outs reached ids that are spelt otherwise",
                notices);
        addSpellings(
                SpellingTally.withdrawnUnderAnother(workspace),
                "person was reached by withdrawals that spell the id otherwise",
                "people were reached by withdrawals that spell their ids otherwise",
                notices);
        addSpellings(
                SpellingTally.erasedUnderAnother(workspace),
                "person was erased on a request that spells the id otherwise",
                "people were erased on requests that spell their ids otherwise",
                notices);
    }

    private static void addSpellings(long number, String one, String several, List<String> notices) {
        if (number > 0) {
            notices.add(number + " " + (number == 1 ? one : several) + " (docs/reference/ids.md)");
        }
    }
}
