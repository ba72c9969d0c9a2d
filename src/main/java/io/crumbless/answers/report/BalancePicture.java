package io.crumbless.answers.report;

import io.crumbless.answers.page.Document.Bar;
import io.crumbless.answers.page.Document.Block;
import io.crumbless.answers.page.Document.Share;
import io.crumbless.answers.page.Document.Tone;
import io.crumbless.answers.wording.BinTone;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.warehouse.snapshot.Manifest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The books as bars: one for each account, with a part for each bin. */
public final class BalancePicture {
    private final Sentences sentences;

    public BalancePicture(Sentences sentences) {
        this.sentences = sentences;
    }

    /** Accounts without records have no bar. */
    public List<Block> bars(List<Manifest.Account> accounts) {
        return accounts.stream()
                .filter(account -> account.counted() > 0)
                .map(this::bar)
                .toList();
    }

    private Block bar(Manifest.Account account) {
        String head = sentences.of(
                "report.account", account.source(), sentences.counted("unit." + account.unit(), account.counted()));
        return new Bar(head, shares(account.unit(), account.bins()));
    }

    /** All legacy values that were removed, over all sources. */
    Bar removed(List<Manifest.Account> accounts) {
        Map<String, Long> removed = new TreeMap<>();
        accounts.stream()
                .filter(account -> account.unit().equals("legacy_values"))
                .flatMap(account -> account.bins().entrySet().stream())
                .filter(bin -> BinTone.of(bin.getKey()) == Tone.REMOVED)
                .forEach(bin -> removed.merge(bin.getKey(), bin.getValue(), Long::sum));
        long all = removed.values().stream().mapToLong(Long::longValue).sum();
        return new Bar(
                sentences.of("report.removed.head", sentences.amount("values", all)), shares("legacy_values", removed));
    }

    /** Refusals are one part, since their reasons have a section of their own. */
    private List<Share> shares(String unit, Map<String, Long> bins) {
        List<Share> shares = new ArrayList<>();
        long refused = 0;
        for (Map.Entry<String, Long> bin : bins.entrySet()) {
            if (BinTone.isRefusal(bin.getKey())) {
                refused += bin.getValue();
            } else {
                String text = sentences.of("bin." + unit + "." + bin.getKey());
                shares.add(share(bin.getValue(), text, BinTone.of(bin.getKey())));
            }
        }
        if (refused > 0) {
            shares.add(share(refused, sentences.of("report.refused.share"), Tone.REFUSED));
        }
        shares.sort(Comparator.comparing(Share::tone)
                .thenComparing(Comparator.comparingLong(Share::size).reversed())
                .thenComparing(Share::text));
        return shares;
    }

    private Share share(long size, String text, Tone tone) {
        return new Share(size, sentences.number(size), text, tone);
    }
}
