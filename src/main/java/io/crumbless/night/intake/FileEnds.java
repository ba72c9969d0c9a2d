package io.crumbless.night.intake;

import io.crumbless.night.delivery.ActionWords;
import io.crumbless.night.delivery.AsDelivered;
import io.crumbless.night.delivery.DeclarationSource;
import io.crumbless.night.delivery.ErasureSource;
import io.crumbless.night.delivery.FileEnd;
import io.crumbless.night.delivery.FileFormat;
import io.crumbless.night.delivery.RequestSource;
import io.crumbless.night.legacy.LinkSource;
import io.crumbless.night.legacy.MembershipSource;
import io.crumbless.night.legacy.OptOutSource;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Detects truncated text files, for every kind of source: those that end within a record, and one that ends without a
 * line terminator if all others of its source have one. A lost membership, link or declaration is reported; if it may
 * be a withdrawal, an opt-out or a request, the night is refused.
 */
final class FileEnds {
    /**
     * With fewer other files, a missing line terminator may be due to another writer: it is reported, and does not stop
     * the night.
     */
    private static final int OTHERS_OF_A_HABIT = 3;

    private final Map<String, List<End>> bySource = new LinkedHashMap<>();

    /**
     * How one file ends.
     *
     * @param taken whether an earlier night has read it, so that it is used for comparison only
     */
    private record End(Delivery<?> delivery, FileFormat format, FileEnd end, boolean taken) {}

    void add(Delivery<?> delivery, FileFormat format, FileEnd end) {
        if (!(format instanceof FileFormat.Parquet) && delivery.records() > 0) {
            bySource.computeIfAbsent(delivery.kind() + delivery.sourceName(), any -> new ArrayList<>())
                    .add(new End(delivery, format, end, false));
        }
    }

    /** Adds a delivery that an earlier night has read. */
    void taken(Delivery<?> delivery) {
        List<End> ends = bySource.get(delivery.kind() + delivery.sourceName());
        if (ends != null) {
            ends.replaceAll(one -> one.delivery == delivery ? new End(delivery, one.format, one.end, true) : one);
        }
    }

    /**
     * Notices about the files added so far, each once.
     *
     * @throws Failure supplier, if a withdrawal, opt-out or request may be missing
     */
    List<String> judged() {
        List<String> notices = new ArrayList<>();
        for (List<End> ends : bySource.values()) {
            long open = ends.stream().filter(one -> one.end.isOpen()).count();
            int others = open == 1 ? ends.size() - 1 : 0;
            for (End one : ends) {
                if (!one.taken && one.end.cut()) {
                    notices.add(judged(one, endsWithin(one), true));
                } else if (!one.taken && others > 0 && one.end.isOpen() && !meant(one.delivery.source())) {
                    boolean stops = others >= OTHERS_OF_A_HABIT && one.format instanceof FileFormat.Csv;
                    notices.add(judged(one, endsOpen(one, others), stops));
                }
            }
        }
        bySource.clear();
        return notices;
    }

    private static String endsWithin(End one) {
        return "File " + one.delivery.label() + " of source '" + one.delivery.sourceName()
                + "' ends within the record on line " + one.end.line() + ", so it was probably cut off";
    }

    private static String endsOpen(End one, int others) {
        return "File " + one.delivery.label() + " of source '" + one.delivery.sourceName()
                + "' ends without a line end behind the record on line " + one.end.line() + ", which "
                + (others == 1 ? "the other file" : "each of the other " + others + " files")
                + " of the source has, so it may have been cut off";
    }

    /**
     * @param stops whether the night is refused if a withdrawal or a request may be missing; a JSON object at the end
     *     is complete
     */
    private static String judged(End one, String what, boolean stops) {
        if (stops && mayTakeAway(one)) {
            throw new Failure(
                    ErrorCategory.INPUT,
                    "Cannot read " + one.delivery.file().location() + ": "
                            + what.substring(0, 1).toLowerCase(Locale.ROOT) + what.substring(1) + harm(one) + ";"
                            + remedy(one) + ", then run again");
        }
        return what + (one.end.cut() ? ", and what followed is missing;" : ";") + remedy(one);
    }

    private static String harm(End one) {
        return one.delivery.kind().equals(Delivery.DECLARATIONS)
                ? ", and what is left of the record may be a withdrawal and is not understood"
                : ", and somebody's request may be missing";
    }

    private static String remedy(End one) {
        return " have it delivered again"
                + (one.end.cut()
                        ? ""
                        : ", or say as-delivered: [" + AsDelivered.NO_LINE_END.word() + "] where that is meant");
    }

    private static boolean mayTakeAway(End one) {
        return switch (one.delivery.kind()) {
            case Delivery.OPT_OUTS, Delivery.ERASURES, Delivery.REQUESTS -> true;
            case Delivery.DECLARATIONS -> one.end.mayWithdraw(one.delivery.file(), one.format, actions(one));
            default -> false;
        };
    }

    private static ActionWords actions(End one) {
        return one.delivery.source() instanceof DeclarationSource source
                ? source.columns().actions()
                : ActionWords.OURS;
    }

    private static boolean meant(Object source) {
        return as(source).contains(AsDelivered.NO_LINE_END);
    }

    private static Set<AsDelivered> as(Object source) {
        if (source instanceof DeclarationSource declarations) {
            return declarations.columns().allowed().meant();
        } else if (source instanceof MembershipSource memberships) {
            return memberships.files().columns().meant();
        } else if (source instanceof LinkSource links) {
            return links.files().columns().meant();
        } else if (source instanceof OptOutSource optOuts) {
            return optOuts.files().columns().meant();
        } else if (source instanceof ErasureSource erasures) {
            return erasures.columns().allowed().meant();
        }
        return source instanceof RequestSource requests && requests.form() instanceof RequestSource.Form.Rows rows
                ? rows.columns().allowed().meant()
                : Set.of();
    }
}
