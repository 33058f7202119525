#include "domain/abuse.h"

/* See domain/phrases.h for how they are written. */
static const char *const insults[] = {
    "you/your/youre/ur/u are/r? a/an/such? a/an? complete/total/fucking/stupid/bloody/little? idiot/moron/fool/cow/loser/liar",
    "you/your/youre/ur/u are/r? a/an/such? a/an? complete/total/fucking/stupid/bloody/little? imbecile/cretin/egit/bully/coward",
    "you/your/youre/ur/u are/r? a/an/such? a/an? complete/total/fucking/stupid/bloody/little? joke/pig/clown/dog/rat/snake/nobody",
    "you/your/youre/ur/u are/r? a/an/such? a/an? complete/total/fucking/stupid/bloody/little? failure/disgrace/waste/maggot",
    "you/your/youre/ur/u are/r? a/an/such? a/an? complete/total/fucking/stupid/bloody/little? donkey/jerk/creep",
    "stupid/dumb/bloody/fat/ugly/lazy/nasty/old/silly/useless idiot/idiots/moron/morons/cow/bitch/pig/pigs/fool/fools",
    "stupid/dumb/bloody/fat/ugly/lazy/nasty/old/silly/useless bot/man/woman/people",
    "idiot/idiots/moron/morons/imbecile/imbeciles/cretin/cretins/halfwit/dimwit/dumbass/dumbo/scumbag/scumbags",
    "tosser/tossers/wanker/wankers/pillock/plonker/arsehole/arseholes/bellend/muppet/muppets/scum/vermin",
    "retard/retards/retarded/maggot/jerk/jerks/loser/losers/slag/slags/homo/homos/stfu/wtf/gobshite",
    "fuck~/motherfuck~/shitt~/slut~/bitch~/cunt~/wank~/whore~",
    "shut up/it/your",
    "shut the hell/fuck up",
    "mother fucker/fuckers",
    "piss/pissed/bugger/sod off",
    "screw you/u",
    "piece/bit of trash/rubbish/filth/dirt",
    "go to hell",
    "drop dead",
    "go die",
    "bite me",
    "get lost",
    "bloody liar/liars/disgrace",
    "you/u are/r very/really/so/completely/totally/being? a/so? bit? stupid/dumb/useless/pathetic/ugly/worthless/disgusting",
    "you/u are/r very/really/so/completely/totally/being? a/so? bit? ignorant/annoying/boring/fat/gay/rude/lazy/weird",
    "youre/your/ur a/an/so/very/really? stupid/dumb/useless/pathetic/ugly/worthless/disgusting/idiot/moron",
    "youre/your/ur a/an/so/very/really? bitch/joke/gay/annoying/boring/rude/weird",
    "are you/u really/so? gay/stupid/dumb/mad/crazy/thick",
    "yeah? you/they/she/he do? suck/sucks/stink/smell",
    "hate/despise you/u",
    "i/we/ill/well/gonna/to/will/can/should/go kill/hit/punch/slap/stab/shoot/kick you/her/him/them/your",
    "kill you/her/him/them/your",
    "hope you/she/he/they die/dies/suffer/suffers",
    "you/u going? to? die",
    "have/having/had/want/wanna/love/need/like/lets/cyber to? have? sex",
    "suck my/a/it/on/me",
    "lick/kiss/touch you/it/me/my/your",
    "can i kiss",
    "make love to me/you",
    "your/ur/my tits/boobs/penis/vagina/nipples/dick/ass/butt/body",
    "you/u/yourself/r hot/naked/nude/sexy/horny",
    "take off your",
    "talk dirty",
    "send/show nudes",
};

Phrases *
abuse_phrases(const char *language, const char *lines)
{
    Phrases *phrases = phrases_new();

    for (size_t i = 0; i < abuse_lists_count; i++)
        if (g_str_equal(abuse_lists[i].language, "en") || g_strcmp0(abuse_lists[i].language, language) == 0)
            phrases_add_plain(phrases, abuse_lists[i].words, abuse_lists[i].n);
    phrases_add(phrases, insults, G_N_ELEMENTS(insults));
    phrases_add_lines(phrases, lines);
    return phrases;
}
