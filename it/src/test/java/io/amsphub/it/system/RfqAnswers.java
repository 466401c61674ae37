package io.amsphub.it.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/** What centres answered to a request for quotation, as its customer sees it. */
final class RfqAnswers {

    private RfqAnswers() {}

    /** The centre that asks for least. */
    static String cheapest(JsonNode rfq) {
        return StreamSupport.stream(rfq.path("answers").spliterator(), false)
                .min((a, b) -> Double.compare(net(a), net(b)))
                .orElseThrow()
                .path("amCentre")
                .asText();
    }

    /** The lowest offer of the two centres that answer by their rates; 0 until both have. */
    static double lowest(JsonNode rfq) {
        List<Double> offers = StreamSupport.stream(rfq.path("answers").spliterator(), false)
                .filter(answer -> answer.at("/answer/net").has("amount"))
                .map(RfqAnswers::net)
                .sorted()
                .toList();
        return offers.size() < 2 ? 0 : offers.get(0);
    }

    /** What an answer asks for before tax. */
    static double net(JsonNode answer) {
        return answer.at("/answer/net/amount").asDouble();
    }
}
