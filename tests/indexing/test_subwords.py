import random
import unicodedata
from pathlib import Path

import pytest
from tokenizers import AddedToken, Tokenizer, models, normalizers, pre_tokenizers, processors

from gfa_assistant.indexing.subwords import PIECES, TOKENIZER, SubwordTokenizer, move_vocabulary
from gfa_assistant.indexing.weights import default_model_folder, prepare_default_model
from tests.indexing.test_onnx_encoder import TEXTS

# What a text can trip over: spaces of all kinds, special tokens, NUL, marks that join, characters that NFKC maps.
ODDITIES = (
    *("  \t\n\r\u00a0\u2003\u3000\u2028\u200b\u200d\ufeff\u00ad\x00\x1f▁\u0301\u0308ﬁİßẞ～🈻\uf8fe\uf8ff㎏½🏥"),
    *("<s>", "</s>", " <mask>", "<mask>", "<pad>", "<unk>", "＜unk＞", "👩‍👩‍👧", "▁▁", "\U0010ffff"),
)
PIECES_OF_OUR_OWN = [
    *(("<s>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("<mask>", 0.0)),
    *(("▁", -3.0), ("▁ge", -2.0), ("sund", -4.0), ("▁gesund", -5.5), ("heit", -3.5), ("e", -6.0), ("it", -4.5)),
    *(("aa", -2.5), ("a", -3.0), ("健", -7.0), ("z", -9.0)),
]


def test_a_moved_vocabulary_splits_as_the_whole_one(tmp_path: Path) -> None:
    whole = _unigram()
    whole.save(str(tmp_path / TOKENIZER))
    move_vocabulary(tmp_path)
    moved = SubwordTokenizer(tmp_path)
    for text in ["gesundheit gesund", "aaaaa aaa", "健康 z", "", " ", "a<mask>a <unk>\0a", "ｇｅsund", *ODDITIES]:
        _assert_same(moved, whole, [text])
    _assert_same(moved, whole, ["gesund aa", "", "heit 健"])
    assert moved.encode([], 8) == []


def test_a_text_is_cut_between_its_special_tokens(tmp_path: Path) -> None:
    _unigram().save(str(tmp_path / TOKENIZER))
    move_vocabulary(tmp_path)
    (subwords,) = SubwordTokenizer(tmp_path).encode(["gesundheit aa"], 2)
    assert subwords.ids == [0, 7, 8, 1]
    assert subwords.special == [1, 0, 0, 1]
    assert subwords.offsets[1:3] == [(0, 6), (6, 10)]


@pytest.mark.parametrize(
    "change", ["other model", "repeated piece", "bytes for the unknown", "token beyond the pieces"]
)
def test_a_tokenizer_of_another_kind_stays_as_it_is(tmp_path: Path, change: str) -> None:
    tokenizer = _unigram()
    if change == "other model":
        tokenizer.model = models.WordLevel({"<unk>": 0, "gesund": 1}, unk_token="<unk>")
    if change == "repeated piece":
        tokenizer.model = models.Unigram([*PIECES_OF_OUR_OWN, ("aa", -1.0)], unk_id=2)
    if change == "bytes for the unknown":
        tokenizer.model = models.Unigram(PIECES_OF_OUR_OWN, unk_id=2, byte_fallback=True)
    if change == "token beyond the pieces":
        tokenizer.add_special_tokens(["<more>"])
    tokenizer.save(str(tmp_path / TOKENIZER))
    before = (tmp_path / TOKENIZER).read_bytes()
    move_vocabulary(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [TOKENIZER]
    assert (tmp_path / TOKENIZER).read_bytes() == before
    _assert_same(SubwordTokenizer(tmp_path), tokenizer, ["gesund aa", "健 <more>"])


@pytest.mark.model
def test_the_models_vocabulary_splits_any_text_as_the_whole_one(tmp_path: Path, model_cache: Path) -> None:
    prepare_default_model(model_cache)
    whole = Tokenizer.from_file(str(default_model_folder(model_cache) / TOKENIZER))
    whole.no_truncation()
    whole.no_padding()
    whole.save(str(tmp_path / TOKENIZER))
    move_vocabulary(tmp_path)
    assert (tmp_path / PIECES).exists()
    moved = SubwordTokenizer(tmp_path)
    random_texts = _random_texts(sorted(whole.get_vocab()), 3000)
    for text in [*TEXTS, *random_texts]:
        _assert_same(moved, whole, [text])
    _assert_same(moved, whole, TEXTS)


def _unigram() -> Tokenizer:
    tokenizer = Tokenizer(models.Unigram(PIECES_OF_OUR_OWN, unk_id=2))
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()])
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 1)]
    )
    tokenizer.add_special_tokens(["<s>", "</s>", "<unk>", AddedToken("<mask>", lstrip=True, special=True)])
    return tokenizer


def _random_texts(pieces: list[str], count: int) -> list[str]:
    """Texts of pieces, of any characters, of one repeated character, and of Latin letters, with oddities in between."""
    rng = random.Random(1)

    def character() -> str:
        code = rng.randrange(rng.choice([0x80, 0x250, 0x3000, 0x110000]))
        return " " if unicodedata.category(chr(code)) == "Cs" else chr(code)

    sources = (
        lambda: rng.choice(pieces),
        character,
        lambda: rng.choice(".-_=aAo0!…") * rng.randrange(30),
        lambda: rng.choice("abcdefghijklmnopqrstuvwxyzäöüßéçşığAEIOU "),
    )
    texts = []
    for _ in range(count):
        source = rng.choice(sources)
        parts = (rng.choice(ODDITIES) if rng.random() < 0.15 else source() for _ in range(rng.randrange(1, 25)))
        texts.append("".join(parts))
    return texts


def _assert_same(ours: SubwordTokenizer, theirs: Tokenizer, texts: list[str]) -> None:
    plain = theirs.encode_batch(texts, add_special_tokens=False)
    assert ours.count(texts) == [len(encoding) for encoding in plain]
    assert [ours.tokens(text) for text in texts] == [encoding.tokens for encoding in plain]
    whole = theirs.encode_batch(texts)
    for got, expected in zip(ours.encode(texts, 10_000), whole, strict=True):
        assert (got.ids, got.offsets, got.special) == (expected.ids, expected.offsets, expected.special_tokens_mask)
