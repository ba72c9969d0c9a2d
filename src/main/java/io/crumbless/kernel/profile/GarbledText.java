package io.crumbless.kernel.profile;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * Recognises mojibake: texts that were written in UTF-8 and read as Latin-1, Windows-1252 or another single-byte
 * encoding ({@code M\u00C3\u00BCller}), and texts in which a letter was replaced by U+FFFD. A text counts as garbled
 * only if all of it can be decoded again, into letters of European languages or common punctuation: a name with an
 * accent, or followed by a quotation mark, does not count. Thread-safe.
 */
public final class GarbledText {
    private static final char LOST = '\uFFFD';
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    /** Encodings of the DOS console and of older Macs; not every JDK has all of them. */
    private static final List<Charset> OF_OTHER_SYSTEMS = Stream.of("IBM850", "IBM437", "x-MacRoman")
            .filter(Charset::isSupported)
            .map(Charset::forName)
            .toList();

    private GarbledText() {}

    public static boolean isOne(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return text.indexOf(LOST) >= 0
                        || isReadAs(text, StandardCharsets.ISO_8859_1)
                        || isReadAs(text, WINDOWS)
                        || (hasSignsOfOtherSystems(text)
                                && OF_OTHER_SYSTEMS.stream().anyMatch(encoding -> isReadAs(text, encoding)));
            }
        }
        return false;
    }

    /**
     * Whether the text contains what the first byte of a non-ASCII letter looks like in these encodings: a box-drawing
     * line in the DOS console, a root or a low quotation mark on a Mac.
     */
    private static boolean hasSignsOfOtherSystems(String text) {
        return text.chars().anyMatch(c -> (c >= 0x2500 && c < 0x2580) || c == 0x221A || c == 0x201A);
    }

    /** Whether a text that is not all ASCII is UTF-8 that was decoded in this encoding. */
    private static boolean isReadAs(String text, Charset encoding) {
        CharsetEncoder encoder = encoding.newEncoder();
        try {
            ByteBuffer bytes = encoder.encode(CharBuffer.wrap(text));
            String meant = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return meant.codePoints().allMatch(GarbledText::isUsual);
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** ASCII; Latin, Greek and Cyrillic letters; their punctuation and signs. */
    private static boolean isUsual(int c) {
        return (c < 0x250 && !(c >= 0x80 && c < 0xA0))
                || (c >= 0x370 && c < 0x530)
                || (c >= 0x1E00 && c < 0x1F00)
                || (c >= 0x2010 && c <= 0x2044)
                || (c >= 0x20A0 && c <= 0x20BF)
                || c == 0x2122
                || (c >= 0x1F300 && c < 0x1FB00);
    }
}
