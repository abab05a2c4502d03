"""Every room's doors and ears, from the ground up."""

from pathlib import Path

from flask import Flask
from jinja2 import FileSystemLoader

from webapp.alerts import listeners as alerts
from webapp.alerts import tasks as alerts_tasks
from webapp.alerts.chat import api as chat_api
from webapp.alerts.chat import tasks as chat_tasks
from webapp.alerts.chat import views as chat_views
from webapp.alerts.digests import api as digests_api
from webapp.alerts.digests import tasks as digests_tasks
from webapp.alerts.digests import views as digests_views
from webapp.alerts.feed import api as feed_api
from webapp.alerts.feed import views as feed_views
from webapp.alerts.push import api as push_api
from webapp.alerts.push import listeners as push
from webapp.alerts.push import tasks as push_tasks
from webapp.alerts.push import views as push_views
from webapp.answers import listeners as answers
from webapp.badges import cli as badges_cli
from webapp.badges import listeners as badges
from webapp.coaching import api as coaching_api
from webapp.coaching import listeners as coaching
from webapp.coaching import minutes_views as coaches_minutes
from webapp.coaching import views as coaching_views
from webapp.competitions import api as competitions_api
from webapp.competitions import listeners as competitions
from webapp.competitions import live as competitions_live
from webapp.competitions import pages as competitions_pages
from webapp.competitions import screen_views, season_views
from webapp.competitions import tasks as competitions_tasks
from webapp.competitions import views as competitions_views
from webapp.core import desk, health, mail_page, mail_sending
from webapp.deals import api as deals_api
from webapp.deals import listeners as deals
from webapp.deals import settings_views as deal_settings
from webapp.deals import tasks as deal_signatures
from webapp.deals import views as deals_views
from webapp.deals.bringing import tasks as deals_tasks
from webapp.deals.bringing import views as deal_files
from webapp.demo import cli as demo_cli
from webapp.extensions import api
from webapp.huddle import api as huddle_api
from webapp.huddle import desk_views as huddle_desk
from webapp.huddle import listeners as huddle
from webapp.huddle import live as huddle_live
from webapp.huddle import phone_views as huddle_phones
from webapp.huddle import screen_views as huddle_screen
from webapp.insights import listeners as insights
from webapp.insights import tasks as insights_tasks
from webapp.insights import views as insights_views
from webapp.insights.starts import views as fair_starts_views
from webapp.lines import api as lines_api
from webapp.lines import listeners as lines
from webapp.lines import views as lines_views
from webapp.mastery import cli as mastery_cli
from webapp.mastery import listeners as mastery
from webapp.need import listeners as need
from webapp.need import tasks as need_tasks
from webapp.need import views as need_views
from webapp.people import api as people_api
from webapp.people import cli as people_cli
from webapp.people import desk as people_desk
from webapp.people import groups_api, ranks_api, signed_in
from webapp.people import listeners as people
from webapp.people import live as people_live
from webapp.people import people_api as managed_people_api
from webapp.people import views as people_views
from webapp.people.accounts import api as accounts_api
from webapp.people.accounts import challenge_views
from webapp.people.accounts import desk as invitations
from webapp.people.accounts import listeners as accounts
from webapp.people.accounts import tasks as accounts_tasks
from webapp.people.accounts import views as accounts_views
from webapp.people.roster import api as roster_api
from webapp.people.roster import tasks as roster_tasks
from webapp.playbook import api as playbook_api
from webapp.playbook import file_api as playbook_file_api
from webapp.playbook import file_views as playbook_files
from webapp.playbook import line_views as playbook_lines
from webapp.playbook import listeners as playbook
from webapp.playbook import share_views
from webapp.playbook import views as playbook_views
from webapp.points import cli as points_cli
from webapp.points import listeners as points
from webapp.progress import api as progress_api
from webapp.progress import head
from webapp.progress import views as progress_views
from webapp.ready import api as ready_api
from webapp.ready import listeners as ready
from webapp.ready import tasks as ready_tasks
from webapp.ready import views as ready_views
from webapp.schedule import api as schedule_api
from webapp.schedule import listeners as schedule
from webapp.schedule import tasks as schedule_tasks
from webapp.schedule import views as schedule_views
from webapp.standings import api as standings_api
from webapp.standings import cli as standings_cli
from webapp.standings import listeners as standings
from webapp.standings import live as standings_live
from webapp.standings import views as standings_views
from webapp.streaks import listeners as streaks
from webapp.today import api as today_api
from webapp.today import kept, one_challenge
from webapp.today import views as today_views
from webapp.trust import api as trust_api
from webapp.trust import desk as trust_desk
from webapp.trust import listeners as trust
from webapp.trust import tasks as trust_tasks
from webapp.trust import views as trust_views
from webapp.upkeep import views as upkeep_views
from webapp.voting import api as voting_api
from webapp.voting import listeners as voting
from webapp.voting import live as voting_live
from webapp.voting import tasks as voting_tasks
from webapp.voting import views as voting_views

EARS = (
    people,
    accounts,
    playbook,
    schedule,
    answers,
    voting,
    trust,
    points,
    deals,
    mastery,
    need,
    streaks,
    badges,
    standings,
    competitions,
    ready,
    insights,
    lines,
    coaching,
    alerts,
    push,
    huddle,
)
SOCKETS = (people_live, voting_live, standings_live, competitions_live, huddle_live)
PAGES = (
    health,
    desk,
    mail_page,
    people_views,
    accounts_views,
    challenge_views,
    invitations,
    people_desk,
    upkeep_views,
    playbook_views,
    playbook_lines,
    playbook_files,
    share_views,
    schedule_views,
    voting_views,
    deals_views,
    deal_files,
    deal_settings,
    trust_views,
    trust_desk,
    standings_views,
    competitions_views,
    competitions_pages,
    screen_views,
    season_views,
    ready_views,
    insights_views,
    fair_starts_views,
    lines_views,
    coaching_views,
    coaches_minutes,
    push_views,
    digests_views,
    feed_views,
    chat_views,
    huddle_desk,
    huddle_screen,
    huddle_phones,
    today_views,
    kept,
    one_challenge,
    progress_views,
)
APIS = (
    people_api,
    accounts_api,
    playbook_api,
    schedule_api,
    voting_api,
    deals_api,
    trust_api,
    standings_api,
    competitions_api,
    ready_api,
    lines_api,
    coaching_api,
    push_api,
    digests_api,
    feed_api,
    chat_api,
    huddle_api,
    today_api,
    progress_api,
)
ROUTES = (managed_people_api, groups_api, ranks_api, roster_api, playbook_file_api)
"""Further files of a room's API; importing them adds their operations."""
CARDS = (need_views,)
"""Files that lay cards on pages of rooms below; importing them does it."""
ROUNDS = (
    mail_sending,
    accounts_tasks,
    roster_tasks,
    schedule_tasks,
    voting_tasks,
    deal_signatures,
    deals_tasks,
    need_tasks,
    trust_tasks,
    competitions_tasks,
    ready_tasks,
    push_tasks,
    insights_tasks,
    digests_tasks,
    chat_tasks,
    alerts_tasks,
)
"""What the worker does; importing them names their rounds."""
COMMANDS = (
    people_cli.setup,
    points_cli.points,
    mastery_cli.mastery,
    badges_cli.badges,
    standings_cli.standings,
    demo_cli.demo,
    demo_cli.no_demo,
)


TEMPLATES = sorted(Path(__file__).parent.glob("*/templates"))


def register(app: Flask) -> None:
    app.jinja_loader = FileSystemLoader(TEMPLATES)
    signed_in.register(app)
    head.register(app)
    for room in (*EARS, *SOCKETS):
        room.register()
    for page in PAGES:
        app.register_blueprint(page.bp)
    for programs in APIS:
        api.register_blueprint(programs.blp)
    for command in COMMANDS:
        app.cli.add_command(command)
