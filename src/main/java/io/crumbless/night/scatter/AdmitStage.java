package io.crumbless.night.scatter;

import io.crumbless.columnar.spill.SpillWriter;
import io.crumbless.kernel.balance.Books;
import io.crumbless.kernel.balance.Unit;
import io.crumbless.night.delivery.DeclarationReader;
import io.crumbless.night.delivery.ErasureSource;
import io.crumbless.night.intake.Delivery;
import io.crumbless.night.plan.Deliveries;
import io.crumbless.night.run.Count;
import io.crumbless.night.run.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Scatter, second half: checks delivered statements against the admission bar, and spills the admitted ones with the
 * existing evidence log and the erasure requests.
 */
public final class AdmitStage implements Stage {
    public static final String PREFIX = "admit-";
    private static final String DELIVERED = PREFIX + "delivery-";
    private static final String LOGGED = PREFIX + "log-";
    private static final String ERASURES = PREFIX + "erasure-";

    /** Count of withdrawals of attributes or purposes that the policy does not contain. */
    public static final String WITHDREW_UNKNOWN = "withdrew what is unknown";

    /** Count of withdrawals that are dated later than the night. */
    public static final String WITHDRAWS_LATER = "withdraws later";

    private final LocalWork<Deliveries> work;
    private final List<LocalWork<Deliveries>> all;
    private final AdmissionGroups groups;
    private final Map<String, Long> read = new ConcurrentHashMap<>();

    public AdmitStage(LocalWork<Deliveries> work) {
        this(List.of(work));
    }

    /**
     * @param all works that differ in their policies only: deliveries are read once and admitted under each. What no
     *     policy changes is kept for the first only; see {@link #dependsOnPolicy}
     */
    public AdmitStage(List<LocalWork<Deliveries>> all) {
        this(all, AdmissionGroups.of(all.get(0).facts()));
    }

    private AdmitStage(List<LocalWork<Deliveries>> all, AdmissionGroups groups) {
        this.all = List.copyOf(all);
        this.work = all.get(0);
        this.groups = groups;
    }

    /** The same parts, for work on another machine. */
    public AdmitStage in(LocalWork<Deliveries> other) {
        return new AdmitStage(List.of(other), groups);
    }

    @Override
    public String name() {
        return "admit declarations";
    }

    @Override
    public List<String> parts() {
        List<String> parts = new ArrayList<>();
        addParts(parts, LOGGED, groups.logged().size());
        addParts(parts, DELIVERED, groups.delivered().size());
        addParts(parts, ERASURES, groups.erasures().size());
        return parts.isEmpty() ? List.of(PREFIX + "nothing") : parts;
    }

    private static void addParts(List<String> parts, String prefix, int count) {
        for (int i = 0; i < count; i++) {
            parts.add(String.format(Locale.ROOT, "%s%05d", prefix, i));
        }
    }

    @Override
    public long size(String part) {
        if (part.startsWith(LOGGED)) {
            return groups.logged().get(number(part, LOGGED)).rows();
        }
        if (part.startsWith(DELIVERED)) {
            return delivered(part).stream().mapToLong(DeclaredPart::records).sum();
        }
        return 0;
    }

    private List<DeclaredPart> delivered(String part) {
        return groups.delivered().get(number(part, DELIVERED));
    }

    @Override
    public long done(String part) {
        return read.getOrDefault(part, 0L);
    }

    @Override
    public String unit() {
        return "statements";
    }

    @Override
    public void run(String part) throws IOException {
        try {
            if (part.startsWith(DELIVERED)) {
                admit(part);
            } else {
                carry(part);
            }
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    /** Whether a part, or a spill file by its name, may differ under another policy. */
    public static boolean dependsOnPolicy(String part) {
        return part.startsWith(DELIVERED);
    }

    private void admit(String part) throws IOException {
        List<DeclaredPart> pieces = delivered(part);
        try (PolicyAdmissions admissions = new PolicyAdmissions()) {
            for (LocalWork<Deliveries> each : all) {
                admissions.add(new DeclarationAdmission(each, part, pieces.get(0), seen -> read.put(part, seen)));
            }
            for (DeclaredPart piece : pieces) {
                admissions.begin(piece);
                DeclarationReader.of(piece.delivery().source(), piece.part())
                        .read(work.facts().share(), admissions.sink());
            }
            admissions.finish();
        }
    }

    private void carry(String part) throws IOException {
        try (SpillWriter spill = work.spillWriter(part)) {
            Books books = new Books();
            CarriedFacts carried = new CarriedFacts(work, spill, books);
            if (part.startsWith(LOGGED)) {
                carried.readLog(groups.logged().get(number(part, LOGGED)));
            } else if (part.startsWith(ERASURES)) {
                for (Delivery<ErasureSource> delivery : groups.erasures().get(number(part, ERASURES))) {
                    carried.readErasures(delivery);
                }
            }
            spill.finish();
            work.workspace().keep(part, books);
        }
    }

    private static int number(String part, String prefix) {
        return Integer.parseInt(part.substring(prefix.length()));
    }

    @Override
    public List<Count> counts() {
        Map<String, Long> counts = work.workspace().counts(PREFIX);
        return List.of(
                new Count(work.workspace().books(PREFIX).counted(Unit.STATEMENTS), "statements", "statement"),
                new Count(counts.getOrDefault(DeclarationAdmission.ADMITTED, 0L), DeclarationAdmission.ADMITTED),
                new Count(counts.getOrDefault(DeclarationAdmission.REFUSED, 0L), DeclarationAdmission.REFUSED));
    }
}
