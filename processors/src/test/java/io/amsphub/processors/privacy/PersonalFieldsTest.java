package io.amsphub.processors.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.amsphub.processors.exchange.Json;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What of a document is a person's, and what is not. */
class PersonalFieldsTest {

    private static final String PSEUDONYM = "person-0123456789abcdef";

    private final PersonalFields personal = new PersonalFields("anna");

    private static JsonNode json(String text) throws JsonProcessingException {
        return Json.mapper().readTree(text);
    }

    private void becomes(String before, String after) throws JsonProcessingException {
        JsonNode document = json(before);
        personal.replace(document, PSEUDONYM);
        assertThat(document).isEqualTo(json(after.replace("P!", PSEUDONYM)));
    }

    @Test
    void nameWordsAndAddressOfWhoMadeItGo() throws JsonProcessingException {
        becomes("""
                {"id":"ord_1","organisation":"anna","createdBy":"anna","reference":"for my mother","state":"SHIPPED",
                 "deliveries":[{"consignment":"c1","receivedBy":"my neighbour"}],
                 "terms":{"deliverTo":{"name":"Anna A","street":"High Street 1","city":"York","country":"GB"}},
                 "requirements":{"colour":"red","deliverTo":{"latitude":53.9,"longitude":-1.1}}}
                """, """
                {"id":"ord_1","organisation":"anna","createdBy":"P!","reference":"(erased)","state":"SHIPPED",
                 "deliveries":[{"consignment":"c1","receivedBy":"(erased)"}],
                 "terms":{"deliverTo":{"name":"(erased)","street":"(erased)","city":"(erased)","country":"GB"}},
                 "requirements":{"colour":"red"}}
                """);
    }

    @Test
    void whatOthersWroteAndWhereTheyLiveStays() throws JsonProcessingException {
        becomes("""
                {"createdBy":"otto","reference":"for the lab","material":"anna",
                 "terms":{"deliverTo":{"name":"Otto","street":"Low Street 2","city":"Hull","country":"GB"}},
                 "hold":{"by":"anna","reason":"wrong colour"},
                 "approval":{"by":"otto","reason":"anna asked; susanna, anna-2 and anna.b did not"},
                 "approvers":["otto","anna"]}
                """, """
                {"createdBy":"otto","reference":"for the lab","material":"anna",
                 "terms":{"deliverTo":{"name":"Otto","street":"Low Street 2","city":"Hull","country":"GB"}},
                 "hold":{"by":"P!","reason":"(erased)"},
                 "approval":{"by":"otto","reason":"P! asked; susanna, anna-2 and anna.b did not"},
                 "approvers":["otto","P!"]}
                """);
    }

    @Test
    void documentInADocumentIsLookedInto() throws JsonProcessingException {
        becomes("{\"body\":\"{\\\"who\\\":\\\"anna\\\"}\"}", "{\"body\":\"{\\\"who\\\":\\\"P!\\\"}\"}");
    }

    @Test
    void wordsAreErasedWhereTheyStandAsAWhole() throws JsonProcessingException {
        JsonNode document = json("""
                {"id":"too late","reason":"too late","more":[{"why":"much too late"}],"body":"{\\"why\\":\\"too late\\"}"}
                """);
        assertThat(PersonalFields.eraseWords(document, Set.of("too late"))).isTrue();
        assertThat(document).isEqualTo(json("""
                {"id":"too late","reason":"(erased)","more":[{"why":"much too late"}],"body":"{\\"why\\":\\"(erased)\\"}"}
                """));
        assertThat(PersonalFields.eraseWords(document, Set.of("too late"))).isFalse();
    }

    @Test
    void whatIsHandedOutIsWhatWouldGoAndNothingIsChanged() throws JsonProcessingException {
        JsonNode document = json("""
                {"by":"anna","reason":"too late","wish":{"deliverTo":{"name":"Anna","street":"x","city":"y","country":"GB"}}}
                """);
        JsonNode before = document.deepCopy();
        assertThat(personal.of(document))
                .containsOnlyKeys(
                        "/by", "/reason", "/wish/deliverTo/city", "/wish/deliverTo/name", "/wish/deliverTo/street");
        assertThat(document).isEqualTo(before);
    }
}
