"""Does `glossary suggest` find what an editor would want? `python benchmarks/names.py ARTICLES.txt[.xz]`.

The file has one Vietnamese article a line. Fifty of them, five of each of ten subjects, were read by hand and every
name and term that the shipped glossary lacked was written down, before anything was tuned on them: names.tsv, article
key TAB name, spellings and boundaries that are as good behind a bar. Every other article was used for tuning, the rest
was held out.
"""

from __future__ import annotations

import hashlib
import lzma
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click

from songngu.glossary.entries import Glossary
from songngu.glossary.suggestion import Suggestion, suggest
from songngu.glossary.words import fold_key
from songngu.text.sentences import split_sentences

LABELS = Path(__file__).with_suffix(".tsv")
TOP = 50  # suggestions
WORDS = range(120, 331)  # of an article: long enough for names, short enough to be read whole
LEAST_HITS = 4  # words of its subject in an article
EACH = 5  # articles of each subject
SUBJECTS = {
    "economy": "tỷ đồng|doanh nghiệp|ngân hàng|cổ phiếu|lợi nhuận|xuất khẩu|giá vàng|chứng khoán|lãi suất|đầu tư",
    "health": "bệnh nhân|bác sĩ|bệnh viện|vắc xin|điều trị|ung thư|phẫu thuật|virus|sức khỏe",
    "sport": "bàn thắng|trận đấu|huấn luyện viên|HLV|cầu thủ|đội tuyển|V-League|vô địch|SEA Games",
    "courts": "bị cáo|khởi tố|tòa án|xét xử|TAND|bị can|phạt tù|hung thủ",
    "weather": "áp thấp|không khí lạnh|mưa lớn|bão số|mưa to|nắng nóng|sạt lở|lũ quét|nhiệt độ",
    "science": "nghiên cứu|khoa học|NASA|vệ tinh|hành tinh|loài|tàu vũ trụ|trí tuệ nhân tạo|công nghệ",
    "world": "Tổng thống|Thủ tướng|Triều Tiên|Ukraine|Syria|Washington|Bắc Kinh|ngoại trưởng|tên lửa",
    "education": "học sinh|sinh viên|giáo viên|thí sinh|trường|THPT|đại học|kỳ thi",
    "culture": "ca sĩ|diễn viên|bộ phim|đạo diễn|nghệ sĩ|MV|album|khán giả|phim",
    "traffic": "tai nạn|xe tải|ô tô|xe máy|cao tốc|CSGT|va chạm|hành khách|tàu hỏa",
}


@click.command()
@click.argument("articles", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--wrong", is_flag=True, help="List what was suggested wrongly or missed in the articles for tuning.")
def main(articles: Path, wrong: bool) -> None:
    """Print the precision of the first suggestions and the recall of the labelled names, for both halves."""
    chosen = choose(articles)
    labels = read_labels()
    glossary = Glossary.load([], shipped=True)
    click.echo(f"articles: {' '.join(chosen)}")
    if unknown := labels.keys() - chosen.keys():
        raise click.ClickException(f"the labels are of other articles: {', '.join(sorted(unknown))} not chosen")
    for half, keys in {"tuning": list(chosen)[::2], "held out": list(chosen)[1::2]}.items():
        texts = ["\n".join(split_sentences(chosen[key])) for key in keys]
        wanted = sorted({name for key in keys for name in labels.get(key, ())})
        for least in (1, 2):
            found = suggest(texts, glossary, least=least)
            _report(half, least, found, [name for name in wanted if _count(name, texts) >= least], wrong)


def choose(path: Path) -> dict[str, str]:
    """The articles by key: of each subject those whose hashes come first."""
    of_subject: dict[str, list[tuple[str, str]]] = defaultdict(list)
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as file:
        for line in map(str.strip, file):
            if len(line.split()) in WORDS:
                hits = {subject: len(re.findall(words, line)) for subject, words in SUBJECTS.items()}
                subject = max(hits, key=hits.__getitem__)
                if hits[subject] >= LEAST_HITS:
                    of_subject[subject].append((hashlib.sha256(line.encode()).hexdigest()[:12], line))
    return {key: text for subject in SUBJECTS for key, text in sorted(of_subject[subject])[:EACH]}


def read_labels() -> Mapping[str, Sequence[str]]:
    """The names of each article."""
    labels: dict[str, list[str]] = defaultdict(list)
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        key, name = line.split("\t")
        labels[key].append(name)
    return labels


def _count(name: str, texts: Iterable[str]) -> int:
    forms = sorted(map(fold_key, name.split("|")), key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")
    return sum(len(pattern.findall(fold_key(text))) for text in texts)


def _report(half: str, least: int, found: Sequence[Suggestion], wanted: Sequence[str], wrong: bool) -> None:
    right = {fold_key(form) for names in read_labels().values() for name in names for form in name.split("|")}
    suggested = {fold_key(spelling) for one in found for spelling in one.spellings}
    top = found[:TOP]
    good = [one for one in top if right & set(map(fold_key, one.spellings))]
    met = [name for name in wanted if suggested & set(map(fold_key, name.split("|")))]
    click.echo(
        f"{half:>8}, at least {least}: precision of the first {len(top)} {len(good) / max(1, len(top)):.3f},"
        f" recall {len(met) / max(1, len(wanted)):.3f} of {len(wanted)} ({len(found)} suggested)"
    )
    if wrong and half == "tuning":
        for one in found:
            if not right & set(map(fold_key, one.spellings)):
                click.echo(f"  wrong: {one.vi} ({one.count}; {one.kind}): {one.example}")
        for name in wanted:
            if name not in met:
                click.echo(f"  missed: {name}")


if __name__ == "__main__":
    main()
