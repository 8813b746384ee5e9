# اردو: سائٹ کے اپنے الفاظ۔ نام اور پتے صفحہ خود بھرتا ہے۔

## What pages share
skip = سیدھے متن پر جائیں
exit-label = فوراً یہاں سے نکلیں
exit-page = یہ صفحہ چھوڑ دیں
in-danger = اگر آپ کو خطرہ ہو
menu-main = مرکزی مینو
menu-all = اس سائٹ پر سب کچھ
site-languages = یہ سائٹ دوسری زبانوں میں
contact-us-label = ہم سے رابطہ کریں:
you-are-here = آپ یہاں ہیں
home = آغاز
other-languages = دوسری زبانیں
in-language = { $language } میں
comma = { "، " }
and = { $first } اور { $last }
or = { $first } یا { $last }
pages-nav = صفحات
page-before = پچھلا صفحہ
page-next = اگلا صفحہ
page-of = صفحہ { $number } از { $of }
title-page = { $title }، صفحہ { $number }

## Kinds of records
stories = کہانیاں
events = تقریبات
partners = ساتھی ادارے
places = مقامات
campaigns = مہمات
resources = وسائل
opportunities = حصہ لینے کے طریقے
topics = موضوعات
pages = صفحات
campaign = مہم
kind-story = کہانی
kind-event = تقریب
kind-partner = ساتھی ادارہ
kind-place = مقام
kind-campaign = مہم
kind-resource = وسیلہ
kind-opportunity = حصہ لینے کا طریقہ
kind-page = صفحہ

## The front page
all-stories = تمام کہانیاں
all-events = تمام تقریبات
all-places = تمام مقامات
all-campaigns = تمام مہمات
all-opportunities = حصہ لینے کے تمام طریقے
coming-up = آنے والی تقریبات
as-at = { $date } تک کی معلومات۔
nothing-planned = فی الحال کوئی پروگرام طے نہیں۔ جلد دوبارہ دیکھیے۔
on-this-site = اس سائٹ پر
as-of = { $date } تک کی تعداد۔
count-stories = { $count ->
    [one] <b>{ $count }</b> کہانی
   *[other] <b>{ $count }</b> کہانیاں
 }
count-partners = { $count ->
    [one] <b>{ $count }</b> ساتھی ادارہ
   *[other] <b>{ $count }</b> ساتھی ادارے
 }
count-events = { $count ->
    [one] <b>{ $count }</b> تقریب
   *[other] <b>{ $count }</b> تقریبات
 }
count-places = { $count ->
    [one] <b>{ $count }</b> مقام
   *[other] <b>{ $count }</b> مقامات
 }
count-resources = { $count ->
    [one] <b>{ $count }</b> وسیلہ
   *[other] <b>{ $count }</b> وسائل
 }
count-campaigns = { $count ->
    [one] <b>{ $count }</b> مہم
   *[other] <b>{ $count }</b> مہمات
 }
count-opportunities = { $count ->
    [one] حصہ لینے کا <b>{ $count }</b> طریقہ
   *[other] حصہ لینے کے <b>{ $count }</b> طریقے
 }
take-part = شامل ہوں
take-part-how = آپ کا گروہ، کلب یا جماعت خوش آمدید ہے۔ <tell>ہمیں لکھیے</tell>، یا <send>اپنی تقریب بھیجیے</send>۔

## Lists
past-events = گزشتہ تقریبات
events-that-say = تقریبات: { $fact }
events-in-month = تقریبات، { $month }
events-by-month = تقریبات مہینے کے لحاظ سے
events-by-access = تقریبات رسائی کے لحاظ سے
events-by-language = تقریبات زبان کے لحاظ سے
other-months = دوسرے مہینے
not-on = نہیں ہو رہی
empty-stories = ابھی کوئی کہانی نہیں۔ پہلی آپ کی ہو سکتی ہے: <tell>ہمیں بتائیے</tell>۔
empty-events = فی الحال کوئی پروگرام طے نہیں۔ جلد دوبارہ دیکھیے، یا <tell>ہمیں بتائیے</tell> کہ آپ کیا کرنے والے ہیں۔
empty-past = ابھی تک کچھ نہیں ہوا۔ جلد ہو گا: <events>دیکھیے کیا آنے والا ہے</events>۔
empty-access = ابھی طے شدہ کسی تقریب میں یہ درج نہیں۔ <events>تمام آنے والی تقریبات دیکھیے</events> اور پوچھ لیجیے۔
empty-month = اس مہینے کچھ نہیں۔ <events>دیکھیے کیا آنے والا ہے</events>۔
empty-partners = ابھی کوئی گروپ درج نہیں۔ اپنے گروپ کے بارے میں <tell>ہمیں بتائیے</tell>۔
empty-topic = اس موضوع پر ابھی کچھ نہیں۔ <topics>دوسرے موضوعات دیکھیے</topics>۔
empty-topics = ابھی کوئی موضوع نہیں۔
empty-list = یہاں ابھی کچھ نہیں۔ جلد دوبارہ دیکھیے، یا <tell>ہمیں لکھیے</tell>۔
empty-place = یہاں ابھی کچھ درج نہیں۔ <tell>ہمیں بتائیے</tell> کہ { $place } میں کیا ہو رہا ہے۔
list-chosen = { $list }: { $value }
by-letter = پہلے حرف کے مطابق
choose = چنیے
choose-type = یہ کیا ہے
choose-access = رسائی
choose-year = سال
choose-audience = کن کے لیے
choose-author = مصنف
choose-publisher = ناشر
choose-licence = لائسنس
choose-name = نام میں کوئی لفظ
first-results = پہلے نتائج: { $count }
choose-any = سب
other-choice = <list>کسی اور طرح چنیے</list>

## Pages that are not there
not-found-title = صفحہ نہیں ملا
not-found = یہ صفحہ یہاں نہیں ہے
not-found-why = ہو سکتا ہے یہ کہیں اور چلا گیا ہو، یا کسی کی درخواست پر ہٹا دیا گیا ہو۔
not-found-ways = <home>سرورق سے شروع کیجیے</home>، <stories>کہانیاں</stories>، <events>تقریبات</events> یا <places>مقامات</places> دیکھیے، یا <tell>ہمیں بتائیے کہ آپ کیا ڈھونڈ رہے تھے</tell>۔
moved = یہ صفحہ منتقل ہو گیا ہے
moved-go = نئے پتے پر جائیے

## What is said of any record
part-of = کس کا حصہ
funded-by = مالی مدد
looked-after-by = نگہداشت
translation-read = ترجمے کی جانچ
last-changed = آخری تبدیلی
checked-on = جانچ کی تاریخ: { $date }
from-date = { $date } سے
until-date = { $date } تک
from-to = { $from } سے { $to } تک
for-audience = کن کے لیے: { $audience }
free = مفت
where = کہاں
when = کب
cost = خرچ
contact = رابطہ
languages = زبانیں
see-on-map = OpenStreetMap پر دیکھیے
contact-for-address = پتے کے لیے <ask>ہم سے رابطہ کیجیے</ask>۔
share = آگے بڑھائیے
share-mail = ای میل سے
share-whatsapp = واٹس ایپ پر
copy-link = لنک کاپی کیجیے
copied = کاپی ہو گیا
mistake = کیا یہاں کچھ غلط ہے؟ <report>ہمیں بتائیے</report>۔
mistake-subject = غلطی: { $title }

## Stories
by-name = تحریر: { $name }
in-this-story = اس کہانی میں
with = کے ساتھ
grew-from = کس تقریب سے نکلی
yours = کیا آپ اس کہانی میں ہیں؟ <ask>آپ ہم سے اسے بدلنے یا ہٹانے کو کہہ سکتے ہیں۔</ask>

## Partners
status-member = رکن
status-associate = معاون رکن
part-of-name = { $name } کا حصہ
group-closed = یہ گروپ بند ہو چکا ہے۔
group-inactive = یہ گروپ فی الحال سرگرم نہیں ہے۔
group-people = لوگ
left-on = اس نے { $date } کو نیٹ ورک چھوڑا۔
leaves-on = یہ { $date } کو نیٹ ورک چھوڑ دے گا۔
serves = کن علاقوں کے لیے
open = کھلنے کے اوقات
contact-on-request = ملاقات یا رابطے کے لیے <ask>ہم سے کہیے</ask>۔
on-offer = یہاں کیا ملتا ہے
belongs-to = کن میں شامل ہے
formerly = پہلے نام
joined = شمولیت
joins = شامل ہونے کی تاریخ
charity-number = خیراتی ادارے کا نمبر
company-number = کمپنی نمبر
checked = جانچ
checked-by = { $date }، از { $name }

## Places
in-place = { $place } میں
also-in = یہاں بھی شامل
codes = { $count ->
    [one] کوڈ
   *[other] کوڈ، تازہ ترین پہلے
 }
on-a-map = نقشے پر
outline = حدود
download-outline = ڈاؤن لوڈ (GeoJSON)

## Campaigns
what-you-can-do = آپ کیا کر سکتے ہیں
led-by = رہنمائی: { $name }
step-by-step = قدم بہ قدم
phase = { $title }، { $date } سے
phase-now = ابھی
what-it-asked = مہم نے کیا کرنے کو کہا
campaign-begins = یہ مہم { $date } کو شروع ہو گی۔
campaign-ended = یہ مہم ختم ہو چکی ہے۔
campaign-ended-on = اس کا آخری دن { $date } تھا۔
outcome = اس کا نتیجہ کیا نکلا
outcome-so-far = اب تک کیا نتیجہ نکلا
questions = سوال اور جواب

## Resources
read-as-page = ویب صفحے کے طور پر پڑھیے
web-version-of = یہ { $resource } کا ویب نسخہ ہے۔
transcript = کیا کہا گیا
go-elsewhere = دوسری سائٹ پر دیکھیے
format-read = پڑھنے کے لیے
format-print = چھاپنے کے لیے
format-editable = ترمیم کے لیے
format-image = تصویر
format-captions = کیپشن
licence = اجازت نامہ: { $licence }۔
size-bytes = { $count ->
    [one] { $count } بائٹ
   *[other] { $count } بائٹ
 }
size-kb = { $size } کے بی
size-mb = { $size } ایم بی
page-count = { $count ->
    [one] { $count } صفحہ
   *[other] { $count } صفحات
 }

## Ways to take part
commitment-one-off = ایک بار
commitment-regular = باقاعدگی سے
commitment-flexible = جب آپ کو سہولت ہو
from-home = گھر سے کیا جا سکتا ہے
opportunity-closed = یہ بند ہو چکا ہے۔
closed-on = یہ { $date } کو بند ہوا۔
what-you-would-do = آپ کیا کریں گے
time-it-takes = وقت
starts = آغاز
offered-by = پیش کنندہ
age = عمر
checks = جانچ
no-checks = کسی جانچ کی ضرورت نہیں۔
expenses = اخراجات
how-to-apply = درخواست کیسے دیں
apply = درخواست دیں
contact-to-apply = درخواست دینے کے لیے <ask>ہم سے رابطہ کریں</ask>۔
apply-by = { $date } تک درخواست دیں۔

## Events
event-cancelled = یہ تقریب منسوخ ہو گئی ہے۔
event-postponed = یہ تقریب ملتوی ہو گئی ہے۔
event-rescheduled = اس تقریب کی تاریخ بدل گئی ہے۔
event-moved-online = یہ تقریب اب آن لائن ہو گی۔
was-to-be = یہ { $date } کو ہونی تھی۔
event-ended = یہ تقریب ہو چکی ہے۔
people-came = { $count ->
    [one] { $count } شخص آیا۔
   *[other] { $count } لوگ آئے۔
 }
people-new = ان میں سے { $count } پہلی بار آئے۔
what-grew = پڑھیے اس سے کیا نکلا: { $stories }۔
date-status = { $date }: { $status }۔
next-one-on = اگلی { $date } کو ہے۔
status-cancelled = منسوخ
status-postponed = ملتوی
status-rescheduled = دوسری تاریخ پر
status-moved-online = صرف آن لائن
status-closed = بند ہو چکا ہے
status-inactive = فی الحال سرگرم نہیں
status-cap-cancelled = منسوخ
status-cap-postponed = ملتوی
status-cap-rescheduled = دوسری تاریخ پر
status-cap-moved-online = صرف آن لائن
card-superseded = اس کی جگہ نیا نسخہ آ چکا ہے
card-cancelled = منسوخ
card-postponed = ملتوی
card-rescheduled = نئی تاریخ
card-moved-online = اب آن لائن
card-closed = بند
card-inactive = سرگرم نہیں
on-now = ابھی جاری
on-now-label = ابھی جاری:
repeats = بار بار ہوتی ہے
next-date = اگلی: { $date }
on-now-date = ابھی جاری: { $date }
last-on = آخری بار { $date }
ended = (ختم)
contact-for-time = تاریخ اور وقت کے لیے <ask>ہم سے رابطہ کیجیے</ask>۔
last-one-on = آخری { $date } کو ہے۔
not-at = یہاں نہیں:
join-online = آن لائن شامل ہوں
online-ask = آن لائن۔ لنک کے لیے <ask>ہم سے رابطہ کیجیے</ask>۔
booking = بکنگ
book-please = براہِ کرم پہلے سے جگہ رکھوائیے۔
book-no-need = جگہ رکھوانے کی ضرورت نہیں۔
book-drop-in = جب چاہیں آ جائیے۔
booking-full = جگہ بھر چکی ہے۔
booking-waiting = جگہ بھر چکی ہے، انتظار کی فہرست موجود ہے۔
booking-closed = بکنگ بند ہو چکی ہے۔
booking-open = ابھی جگہ باقی ہے۔
room-for = گنجائش: { $count }۔
book-by = { $date } تک جگہ رکھوائیے۔
book-a-place = جگہ رکھوائیے
join-waiting-list = انتظار کی فہرست میں شامل ہوں
for-whom = کن کے لیے
run-by = منتظم
with-names = { $names } کے ساتھ
hosted-by = میزبان
speakers = مقررین
ask = پوچھیے
last-time = پچھلی بار
people-came-then = { $count ->
    [one] { $count } شخص آیا
   *[other] { $count } لوگ آئے
 }
people-new-then = ، ان میں سے { $count } پہلی بار
spoken = گفتگو: { $languages }
interpreted = ترجمانی: { $languages }
on-paper = تحریری مواد: { $languages }
dates = تاریخیں
all-times = تمام اوقات: { $zone }۔
more-dates = { $count ->
    [one] مزید { $count } تاریخ
   *[other] مزید { $count } تاریخیں
 }
goes-on = اس کے بعد بھی جاری رہے گی۔
dates-passed = گزری ہوئی تاریخیں
an-extra-date = اضافی تاریخ
another-time = معمول سے مختلف وقت
at-venue = مقام: { $venue }
somewhere-else = کسی اور جگہ
ask-for-address = پتے کے لیے <ask>ہم سے رابطہ کیجیے</ask>
put-in-calendar = یہ تقریبات اپنے کیلنڈر میں شامل کیجیے
add-to-calendar = اپنے کیلنڈر میں شامل کیجیے

## Getting in
access = رسائی
yes = ہاں
ask-first = پہلے پوچھ لیجیے
no = نہیں
stated-yes = ہاں: { $facts }۔
stated-ask = پہلے پوچھ لیجیے: { $facts }۔
stated-no = نہیں: { $facts }۔
checked-on-stop = جانچ کی تاریخ: { $date }۔
from-venue = بتانے والا مقام: { $venue }۔
from-venue-checked = بتانے والا مقام: { $venue }، جانچ کی تاریخ { $date }۔
not-stated = یہ نہیں بتایا گیا: { $facts }۔ پوچھیے: { $who }۔

## Help
signpost-report = اطلاع دیجیے
signpost-support = مدد
website-of = ویب سائٹ<hidden>: { $name }</hidden>
no-signposts = اطلاع یا مدد کے لیے یہاں ابھی کوئی نمبر درج نہیں۔
nation-england = انگلینڈ
nation-wales = ویلز
nation-scotland = اسکاٹ لینڈ
nation-northern-ireland = شمالی آئرلینڈ
alert-note = نوٹ
alert-tip = مشورہ
alert-important = اہم
alert-warning = خبردار
alert-caution = احتیاط

## Calendars
subscribe-title = تقریبات آپ کے کیلنڈر میں
subscribe-title-of = تقریبات آپ کے کیلنڈر میں: { $title }
follow = باخبر رہیے
follow-title = { $title } سے باخبر رہیے
follow-news-link = یہاں کی خبروں سے باخبر رہیے
follow-news = خبریں فیڈ ریڈر میں
follow-news-how = نئی کہانیاں، وسائل اور حصہ لینے کے طریقے۔ ان میں سے کوئی ایک پتا کسی فیڈ ریڈر یا نیوز لیٹر سروس میں نقل کیجیے۔ کسی کو معلوم نہیں ہوتا کہ کون پڑھ رہا ہے۔
feed-atom = فیڈ ریڈر کے لیے (Atom)
feed-json = پروگراموں کے لیے (JSON Feed)
feed-rss = نیوز لیٹر سروس کے لیے (RSS)
subscribe-description = یہ تقریبات اپنے کیلنڈر میں کیسے دیکھیں، اور نئی باتیں فیڈ ریڈر میں کیسے پڑھیں۔
subscribe-network = اس سائٹ کی تمام تقریبات آپ کے فون یا کمپیوٹر کے کیلنڈر میں۔ یہاں کچھ شامل ہو، بدلے یا منسوخ ہو تو وہاں بھی بدل جائے گا۔ یہ وہی تقریبات ہیں جو <page>اس صفحے</page> پر ہیں۔
subscribe-place = { $title } کی تمام تقریبات آپ کے فون یا کمپیوٹر کے کیلنڈر میں۔ یہاں کچھ شامل ہو، بدلے یا منسوخ ہو تو وہاں بھی بدل جائے گا۔ یہ وہی تقریبات ہیں جو <page>اس صفحے</page> پر ہیں۔
subscribe-partner = وہ تمام تقریبات جو { $title } کراتا ہے، جن کا میزبان ہے، جن میں بولتا ہے یا جن کی مالی مدد کرتا ہے، آپ کے فون یا کمپیوٹر کے کیلنڈر میں۔ یہاں کچھ شامل ہو، بدلے یا منسوخ ہو تو وہاں بھی بدل جائے گا۔ یہ وہی تقریبات ہیں جو <page>اس صفحے</page> پر ہیں۔
subscribe-campaign = مہم { $title } کی تمام تقریبات آپ کے فون یا کمپیوٹر کے کیلنڈر میں۔ یہاں کچھ شامل ہو، بدلے یا منسوخ ہو تو وہاں بھی بدل جائے گا۔ یہ وہی تقریبات ہیں جو <page>اس صفحے</page> پر ہیں۔
subscribe-topic = موضوع { $title } کی تمام تقریبات آپ کے فون یا کمپیوٹر کے کیلنڈر میں۔ یہاں کچھ شامل ہو، بدلے یا منسوخ ہو تو وہاں بھی بدل جائے گا۔ یہ وہی تقریبات ہیں جو <page>اس صفحے</page> پر ہیں۔
subscribe-language = وہ تمام تقریبات جن میں یہ زبان بولی جاتی ہے: { $title }، آپ کے فون یا کمپیوٹر کے کیلنڈر میں۔ یہاں کچھ شامل ہو، بدلے یا منسوخ ہو تو وہاں بھی بدل جائے گا۔ یہ وہی تقریبات ہیں جو <page>اس صفحے</page> پر ہیں۔
subscribe = شامل کیجیے
calendar-limit = تقریبات اتنی زیادہ ہیں کہ اس کیلنڈر میں صرف اگلی { $count } ہیں۔ تمام تقریبات صفحے پر ہیں۔
subscribe-by-hand = اگر کچھ نہ کھلے تو یہ پتہ نقل کیجیے اور اپنے کیلنڈر کے مطابق یہ قدم اٹھائیے:
calendar-address = کیلنڈر کا پتہ
google-open = کمپیوٹر پر Google Calendar کھولیے۔ یہ کام ایپ میں نہیں ہو سکتا، مگر تقریبات بعد میں وہاں نظر آئیں گی۔
google-from-url = “Other calendars” کے ساتھ جمع کا نشان اور پھر “From URL” چنیے۔
google-add = پتہ چسپاں کیجیے اور “Add calendar” چنیے۔
google-slow = Google تبدیلیاں اپنے وقت پر دیکھتا ہے اور اس میں ایک دن لگ سکتا ہے۔ اگر اسی دن کہیں جانا ہو تو پہلے اس تقریب کا صفحہ دیکھ لیجیے۔
outlook-open = Outlook میں کیلنڈر کھولیے، “Add calendar” اور پھر “Subscribe from web” چنیے۔
outlook-import = پتہ چسپاں کیجیے، اسے نام دیجیے اور “Import” چنیے۔
outlook-slow = Outlook ہر چند گھنٹے بعد تبدیلیاں دیکھتا ہے۔
apple = iPhone، iPad اور Mac
apple-open = فون یا ٹیبلٹ پر Calendar کھولیے، پھر “Calendars”، “Add Calendar” اور “Add Subscription Calendar” چنیے۔ Mac پر Calendar کھولیے، پھر “File” اور “New Calendar Subscription” چنیے۔
apple-subscribe = پتہ چسپاں کیجیے اور “Subscribe” چنیے۔
another-calendar = کوئی اور کیلنڈر
another-calendar-how = “subscribe”، “from the internet” یا “iCal” ڈھونڈیے اور پتہ چسپاں کیجیے۔ آپ <file>تقریبات فائل کی صورت میں بھی لے سکتے ہیں</file>، مگر تقریبات بدلنے پر فائل نہیں بدلتی۔
take-file = تقریبات فائل کی صورت میں لیجیے
address-later = شامل کرنے کا پتہ سائٹ کے شائع ہوتے ہی معلوم ہو گا۔

## Headings of what others say of a record
who-takes-part = کون شریک ہے
toolkit = عملی سامان
supersedes = کس کی جگہ آیا
superseded-by = اب اس کی جگہ
related = متعلقہ
mentioned-in = کہاں ذکر ہے
they-run = ان کی تقریبات
held-here = یہاں ہونے والی تقریبات
they-ran = ان کی گزشتہ تقریبات
were-held-here = یہاں ہو چکی تقریبات
they-speak = وہ تقریبات جن میں یہ بولیں گے
they-spoke = گزشتہ تقریبات جن میں یہ بولے
funded-events = گزشتہ تقریبات جن کی انہوں نے مالی مدد کی
parts = اس کے حصے
members = ارکان
funds-stories = کہانیاں جن کی یہ مالی مدد کرتے ہیں
funds-events = تقریبات جن کی یہ مالی مدد کرتے ہیں
funds-campaigns = مہمات جن کی یہ مالی مدد کرتے ہیں
funds-partners = ادارے جن کی یہ مالی مدد کرتے ہیں
funds-resources = وسائل جن کی یہ مالی مدد کرتے ہیں
funds-opportunities = حصہ لینے کے وہ طریقے جن کے لیے وہ رقم دیتے ہیں
looks-after = جن کی یہ دیکھ بھال کرتے ہیں
funds-places = مقامات جن کی یہ مالی مدد کرتے ہیں
funds-pages = صفحات جن کی یہ مالی مدد کرتے ہیں
places-within = اس کے اندر کے مقامات
grown-stories = اس سے نکلنے والی کہانیاں
partners-in-it = اس میں شامل ادارے
places-in-it = اس میں شامل مقامات
campaigns-in-it = اس میں شامل مہمات
used-in = کن مہمات میں استعمال ہوا

## Days and times
month-1 = جنوری
month-2 = فروری
month-3 = مارچ
month-4 = اپریل
month-5 = مئی
month-6 = جون
month-7 = جولائی
month-8 = اگست
month-9 = ستمبر
month-10 = اکتوبر
month-11 = نومبر
month-12 = دسمبر
month-of-1 = جنوری
month-of-2 = فروری
month-of-3 = مارچ
month-of-4 = اپریل
month-of-5 = مئی
month-of-6 = جون
month-of-7 = جولائی
month-of-8 = اگست
month-of-9 = ستمبر
month-of-10 = اکتوبر
month-of-11 = نومبر
month-of-12 = دسمبر
weekday-1 = پیر
weekday-2 = منگل
weekday-3 = بدھ
weekday-4 = جمعرات
weekday-5 = جمعہ
weekday-6 = ہفتہ
weekday-7 = اتوار
weekday-on-1 = پیر
weekday-on-2 = منگل
weekday-on-3 = بدھ
weekday-on-4 = جمعرات
weekday-on-5 = جمعہ
weekday-on-6 = ہفتہ
weekday-on-7 = اتوار
month-year = { $month } { $year }
date = { $day } { $month } { $year }
day-month = { $day } { $month }
weekday-date = { $weekday } { $date }
time-midnight = آدھی رات
time-noon = دوپہر 12 بجے
time-morning = { $hour24 ->
    [0] رات { $hour } بجے
    [1] رات { $hour } بجے
    [2] رات { $hour } بجے
    [3] رات { $hour } بجے
   *[other] صبح { $hour } بجے
 }
time-afternoon = { $hour24 ->
    [12] دوپہر { $hour } بجے
    [13] دوپہر { $hour } بجے
    [14] دوپہر { $hour } بجے
    [15] سہ پہر { $hour } بجے
    [16] سہ پہر { $hour } بجے
    [17] شام { $hour } بجے
    [18] شام { $hour } بجے
    [19] شام { $hour } بجے
   *[other] رات { $hour } بجے
 }
time-morning-minutes = { $hour24 ->
    [0] رات { $hour }:{ $minutes } بجے
    [1] رات { $hour }:{ $minutes } بجے
    [2] رات { $hour }:{ $minutes } بجے
    [3] رات { $hour }:{ $minutes } بجے
   *[other] صبح { $hour }:{ $minutes } بجے
 }
time-afternoon-minutes = { $hour24 ->
    [12] دوپہر { $hour }:{ $minutes } بجے
    [13] دوپہر { $hour }:{ $minutes } بجے
    [14] دوپہر { $hour }:{ $minutes } بجے
    [15] سہ پہر { $hour }:{ $minutes } بجے
    [16] سہ پہر { $hour }:{ $minutes } بجے
    [17] شام { $hour }:{ $minutes } بجے
    [18] شام { $hour }:{ $minutes } بجے
    [19] شام { $hour }:{ $minutes } بجے
   *[other] رات { $hour }:{ $minutes } بجے
 }
when-time = { $day }، { $from }
when-times = { $day }، { $from } سے { $to } تک
when-days = { $day } سے { $to-day } تک
when-times-on-days = { $day }، { $from } سے { $to-day }، { $to } تک
when-time-to-day = { $day }، { $from } سے { $to-day } تک
zone-time = { $city } کا وقت
in-zone = { $when } ({ $zone })
time-twice-first = { $when } (اس رات جب پہلی بار { $time } بجیں)
time-twice-second = { $when } (اس رات جب دوسری بار { $time } بجیں)

## Times without a series
days-in-month = { $from } سے { $to } تک
days-from-to = { $from } سے { $to } تک
break = { $title } نہیں ہو گی: { $days }۔
break-reason = { $title } نہیں ہو گی: { $days } ({ $reason })۔
back-on = دوبارہ { $day } کو۔

## How something repeats
weekday-every-1 = پیر
weekday-every-2 = منگل
weekday-every-3 = بدھ
weekday-every-4 = جمعرات
weekday-every-5 = جمعہ
weekday-every-6 = ہفتہ
weekday-every-7 = اتوار
weekday-nth-1 = پیر
weekday-nth-2 = منگل
weekday-nth-3 = بدھ
weekday-nth-4 = جمعرات
weekday-nth-5 = جمعہ
weekday-nth-6 = ہفتہ
weekday-nth-7 = اتوار
month-in-1 = جنوری
month-in-2 = فروری
month-in-3 = مارچ
month-in-4 = اپریل
month-in-5 = مئی
month-in-6 = جون
month-in-7 = جولائی
month-in-8 = اگست
month-in-9 = ستمبر
month-in-10 = اکتوبر
month-in-11 = نومبر
month-in-12 = دسمبر
rule-until = { $rule }، { $date } تک
rule-twice = { $rule }، دو بار
rule-times = { $rule }، { $count } بار
rule-every-day = ہر روز
rule-other-day = ایک دن چھوڑ کر
rule-days = ہر { $count } دن بعد
rule-working-days = پیر سے جمعہ تک ہر روز
rule-weekly = ہر { $days }
rule-in-months = { $rule }، صرف { $months } میں
rule-other-week-on-one = ایک ہفتہ چھوڑ کر، { $days }
rule-other-week = ایک ہفتہ چھوڑ کر، { $days }
rule-weeks = ہر { $count } ہفتے بعد، { $days }
rule-weekly-some-months = { $months }، ہر { $days }
rule-last-day = ہر مہینے کا آخری دن
rule-last-day-some-months = { $months }: آخری دن
rule-day-if-any = ہر اس مہینے کی { $day } تاریخ جس میں یہ تاریخ ہو
rule-month-days = ہر مہینے، تاریخ: { $days }
rule-month-days-some-months = { $months }، تاریخ: { $days }
rule-year = ہر سال { $days }
rule-other-year = ایک سال چھوڑ کر، { $days }
rule-years = ہر { $count } سال بعد، { $days }
rule-leap-years = ہر لیپ سال { $day }
rule-nth = ہر مہینے: { $days }
rule-nth-if-any = ہر اس مہینے جس میں یہ دن ہو: { $days }
rule-nth-some-months = { $months }: { $days }
rule-nth-year = ہر سال: { $days }
rule-nth-months = ہر سال { $months } میں: { $days }
rule-nth-months-other-year = ایک سال چھوڑ کر { $months } میں: { $days }
rule-nth-months-years = ہر { $count } سال بعد { $months } میں: { $days }
month-day = { $number }
month-last-day = آخری دن
last-day-of-month = { $month } کا آخری دن
nth-month = { $count ->
    [2] ہر دوسرے مہینے
    [3] ہر تیسرے مہینے
    [4] ہر چوتھے مہینے
    [5] ہر پانچویں مہینے
    [6] ہر چھٹے مہینے
   *[other] ہر { $count } مہینے بعد
 }
nth-one = { $nth } { $weekday }
nth-some = { $numbers } { $weekday }
further = { $name }
nth = { $weekday ->
    [4] { $nth ->
        [-1] آخری
        [-2] آخری سے پہلی
        [1] پہلی
        [2] دوسری
        [3] تیسری
        [4] چوتھی
        [5] پانچویں
       *[other] { $nth }ویں
    }
   *[other] { $nth ->
        [-1] آخری
        [-2] آخری سے پہلا
        [1] پہلا
        [2] دوسرا
        [3] تیسرا
        [4] چوتھا
        [5] پانچواں
       *[other] { $nth }واں
    }
 }

## Types
type-story = کہانی
type-case-study = عملی مثال
type-news = خبر
type-view = رائے
type-statement = بیان
type-organisation = ادارہ
type-group = گروپ
type-partnership = شراکت
type-infrastructure = معاون ادارہ
type-faith = مذہبی ادارہ
type-school = اسکول
type-statutory = سرکاری ادارہ
type-funder = مالی معاون
type-business = کاروبار
type-report = رپورٹ
type-toolkit = عملی سامان
type-guide = رہنما
type-dialogue = مکالمہ
type-poster = پوسٹر
type-video = ویڈیو
level-neighbourhood = محلہ
level-estate = رہائشی بستی
level-ward = وارڈ
level-parish = پیرش
level-village = گاؤں
level-town = قصبہ
level-city = شہر
level-borough = بورو
level-district = ضلع
level-county = کاؤنٹی
level-combined-authority = مشترکہ انتظامیہ
level-region = خطہ
level-nation = ملک

## Access facts
access-step-free = سیڑھیوں کے بغیر راستہ
access-level-route = سٹاپ سے ہموار راستہ
access-lift = لفٹ
access-accessible-toilet = معذور افراد کے لیے ٹوائلٹ
access-changing-places = چینجنگ پلیسز ٹوائلٹ
access-blue-badge-bays = بلیو بیج پارکنگ
access-parking = پارکنگ
access-hearing-loop = سماعتی لوپ
access-bsl = برطانوی اشاروں کی زبان
access-live-captions = براہِ راست کیپشن
access-captions = کیپشن
access-quiet-space = پرسکون جگہ
access-prayer-room = نماز کا کمرہ
access-women-only = صرف خواتین
access-halal = حلال
access-vegetarian = سبزی خور کھانا
access-food = کھانا
access-childcare = بچوں کی نگہداشت
access-assistance-dogs = مددگار کتوں کی اجازت
access-pushchairs = بچہ گاڑی کی جگہ

## Languages
language-am = امہاری
language-ar = عربی
language-bg = بلغاری
language-bn = بنگالی
language-bsl = برطانوی اشاروں کی زبان
language-bfi = برطانوی اشاروں کی زبان
language-ckb = کردی (سورانی)
language-cs = چیک
language-cy = ویلش
language-de = جرمن
language-el = یونانی
language-en = انگریزی
language-es = ہسپانوی
language-fa = فارسی
language-fr = فرانسیسی
language-ga = آئرش
language-gd = سکاٹش گیلک
language-gu = گجراتی
language-hi = ہندی
language-hu = ہنگری
language-it = اطالوی
language-ku = کردی
language-lt = لتھوانیائی
language-lv = لٹوین
language-ne = نیپالی
language-nl = ڈچ
language-pa = پنجابی
language-pl = پولش
language-prs = دری
language-ps = پشتو
language-pt = پرتگالی
language-ro = رومانیائی
language-ru = روسی
language-sk = سلوواک
language-so = صومالی
language-sq = البانوی
language-sw = سواحلی
language-syl = سلہٹی
language-ta = تامل
language-te = تیلگو
language-ti = تگرینیا
language-tl = تاگالوگ
language-tr = ترکی
language-uk = یوکرینی
language-ur = اردو
language-vi = ویتنامی
language-yi = یدش
language-yo = یوروبا
language-yue = کینٹونیز
language-zh = چینی

## Search
search = تلاش
search-description = کہانیاں، تقریبات، گروہ، مقامات اور وسائل تلاش کیجیے۔
search-without = تلاش کے لیے JavaScript درکار ہے، جو یہاں بند یا روکا ہوا ہے۔ اس کے بغیر بھی سب کچھ ان طریقوں سے مل سکتا ہے۔
search-for = آپ کیا تلاش کر رہے ہیں؟
search-show-only = صرف یہ دکھائیے
choose-kind = قسم
choose-place = مقام
choose-topic = موضوع
choose-language = زبان
choose-all-kinds = تمام اقسام
choose-all-places = تمام مقامات
choose-all-topics = تمام موضوعات
choose-all-languages = تمام زبانیں
search-results = نتائج: { $count }
search-none = کچھ نہیں ملا۔ کم یا دوسرے الفاظ آزمائیے، یا تمام اقسام میں تلاش کیجیے۔
search-instead = ان الفاظ کے لیے کم نتائج ملے۔ ”{ $words }“ کے لیے یہ موجود ہے:
search-looking = تلاش جاری ہے…
search-failed = تلاش لوڈ نہ ہو سکی۔ یہ صفحہ دوبارہ کھولیے، یا نیچے کا کوئی طریقہ اپنائیے۔
search-more = مزید نتائج دکھائیے
search-ways = تلاش کے دوسرے طریقے
search-way-events = <events>تقریبات</events> دن اور مہینے کے حساب سے درج ہیں۔
search-way-places = <places>مقامات</places> میں آپ کے قریب کی ہر چیز ہے۔
search-way-topics = <topics>موضوعات</topics> ایک ہی بات سے متعلق چیزوں کو یکجا کرتے ہیں۔
search-way-lists = یا <stories>کہانیاں</stories>، <partners>گروہ اور ادارے</partners>، <campaigns>مہمات</campaigns> اور <resources>وسائل</resources> دیکھیے۔
search-way-ask = یا کسی سے پوچھیے: <ask>{ $address }</ask>

## What the site says of itself
accessibility = رسائی کا بیان
accessibility-intro = یہ سائٹ ہر کوئی استعمال کر سکے، چاہے وہ جو بھی دیکھے، سنے یا دبا سکے، اور فون جیسا بھی ہو۔
accessibility-how = صفحات ویب مواد تک رسائی کے رہنما اصول (WCAG) 2.2 کی سطح AA کے مطابق بنائے جاتے ہیں۔ انہیں صرف کی بورڈ سے، اسکرین ریڈر کے ساتھ، چار گنا بڑا کر کے، گہرے رنگوں میں، JavaScript کے بغیر اور کاغذ پر استعمال کیا جا سکتا ہے۔
accessibility-trouble = اگر کچھ آپ کے لیے کام نہ کرے
accessibility-tell = <tell>ہمیں بتائیے</tell>۔ ہم اسے ٹھیک کرنے یا وہی بات کسی اور شکل میں دینے کی کوشش کریں گے۔
accessibility-ring = آپ { $phone } پر فون بھی کر سکتے ہیں۔
accessibility-checks = جانچ کیسے ہوتی ہے
accessibility-program = جب بھی یہ سائٹ بنتی ہے، ایک پروگرام بغیر وضاحت کی تصویریں، بے ترتیب سرخیاں، غیر واضح لنک، دوسری زبانوں کے بے نشان الفاظ اور مشکل سے پڑھے جانے والے رنگ تلاش کرتا ہے۔
accessibility-checked = کسی شخص نے اسے آخری بار { $date } کو آزمایا۔
accessibility-checked-by = { $name } نے اسے آخری بار { $date } کو آزمایا۔
accessibility-unchecked = کسی شخص کے آزمانے کا کوئی دن درج نہیں۔
accessibility-known = جو ویسا نہیں جیسا ہونا چاہیے
accessibility-waived = { $reason } { $date } تک درست کیا جائے گا (WCAG { $criterion })۔
accessibility-nothing = فی الحال ہمارے علم میں کچھ نہیں۔
privacy = رازداری
privacy-intro = یہ سائٹ پڑھنے سے کچھ پیچھے نہیں رہتا اور کسی کو آپ کے بارے میں کچھ نہیں بتایا جاتا۔
privacy-cookies = یہ کوئی کوکی نہیں رکھتی، اور آپ کے فون یا کمپیوٹر پر آپ کے بارے میں کچھ محفوظ نہیں کرتی۔
privacy-others = صفحے کی ہر چیز اسی سائٹ سے آتی ہے۔ کسی اور سے کچھ نہیں مانگا جاتا: باہر کے نقشے، فلمیں، حروف، گنتی کے آلے یا اشتہار نہیں ہیں۔
privacy-links = جب آپ کسی دوسری سائٹ کے لنک پر جاتے ہیں تو اسے نہیں بتایا جاتا کہ آپ یہاں سے آئے ہیں۔
privacy-search = آپ جو تلاش کرتے ہیں وہ آپ ہی کے فون یا کمپیوٹر پر تلاش ہوتا ہے۔
privacy-host = ہر ویب سائٹ کی طرح یہ بھی کسی میزبان کے پاس ہے، جو کچھ عرصے تک درج کر سکتا ہے کہ کون سے صفحے مانگے گئے اور کس انٹرنیٹ پتے سے۔
privacy-browser = آپ کا براؤزر یاد رکھتا ہے کہ آپ کہاں گئے تھے۔ اگر کوئی اور اسے دیکھتا ہے تو اس کی تاریخ مٹا دیجیے یا نجی ونڈو استعمال کیجیے۔
privacy-people = جس کا نام یا تصویر کسی کہانی میں ہے اس نے رضامندی دی ہے، اور وہ کسی بھی وقت <tell>ہم سے کہہ سکتا ہے</tell> کہ اسے بدل دیں یا ہٹا دیں۔
privacy-ask = کیا آپ کچھ اور جاننا چاہتے ہیں؟ <tell>ہم سے پوچھیے</tell>۔
send-event = اپنی تقریب ہمیں بھیجیے
send-intro = ہمیں بتائیے آپ کیا سوچ رہے ہیں۔ چند الفاظ کافی ہیں؛ مزید ضرورت ہو تو ہم پوچھ لیں گے۔
send-mail = ان سوالوں کے ساتھ ای میل لکھیے
send-copy = یا یہ سطریں کسی پیغام میں کاپی کیجیے، بھریے اور ہمیں بھیج دیجیے۔
send-lines = سوالات
copy-lines = یہ سطریں کاپی کیجیے
send-subject = آپ کی سائٹ کے لیے ایک تقریب
send-what = تقریب
send-day = تاریخ
send-starts = آغاز
send-ends = اختتام
send-where = کہاں
send-about = کیا ہوگا
send-run-by = منتظم
send-contact = شائع کرنے کے لیے رابطہ
send-cost = خرچ
send-access = رسائی (بغیر سیڑھیوں، بیت الخلا، پارکنگ)
send-from = منجانب (شائع نہیں ہوتا)
