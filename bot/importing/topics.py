"""The general words that posts are tagged with, so that none of them is taken for a company. Extend freely: a word too
many costs a company on a story, a word too few may put a wrong one there."""

from functools import cache
from typing import Final

_WORK: Final = """
개발 개발자 개발팀 개발문화 개발기 개발일지 개발환경 개발조직 개발블로그 팀 팀원 팀장 팀문화 팀빌딩 소개 인터뷰 기업
회사 사내 조직 문화 기업문화 복지 업무 환경 일상 일지 일기 인사이트 경험 공유 조언 꿀팁 팁 운영 채용 공채 구인 구직
취업 이직 면접 신입 경력 주니어 시니어 인턴 인턴십 커리어 연봉 성장 회고 후기 리뷰 발표 컨퍼런스 세미나 밋업 행사
교육 강의 강연 스터디 학습 공부 독서 책 번역 글쓰기 블로그 기술블로그 테크블로그 기술 테크 이야기 스토리 소식 뉴스
정보 자료 팀워크 협업 소통 커뮤니케이션 리더 리더십 매니저 대표 직원 동료 사람 사람들 워크숍 워라밸 재택 재택근무
원격 원격근무 사무실 출근 퇴근 점심 휴가 생산성 업무환경 스타트업 벤처 창업 투자 서비스 제품 프로덕트 기획 기획자
디자인 디자이너 마케팅 마케터 영업 인사 홍보 브랜딩 데이터분석가 엔지니어 프로그래머 프로그래밍 코딩 코더 직무 직업
전문가 관리 관리자 총무 재무 회계 법무 고객 사용자 유저 시장 트렌드 전략 분석 연구 실험 사례 노하우 비법 방법 가이드
입문 기초 심화 정리 요약 비교 추천 도입 도입기 구축 구축기 적용 적용기 전환 개선 개선기 최적화 해결 문제 문제해결
장애 장애대응 코드리뷰 오픈소스 해커톤 대회 수상 공지 이벤트 life work culture team career interview insight people
dev developer developers engineering engineer tech blog hiring job jobs recruit startup story news tip tips til
review
"""
_SUBJECTS: Final = """
웹 앱 모바일 서버 클라우드 데이터 빅데이터 인공지능 머신러닝 딥러닝 기계학습 자연어처리 추천시스템 챗봇 알고리즘
자료구조 네트워크 보안 해킹 암호 블록체인 암호화폐 비트코인 핀테크 금융 은행 결제 송금 해외송금 커머스 이커머스 쇼핑
패션 게임 교육 에듀테크 헬스케어 의료 물류 부동산 여행 음악 영상 사진 광고 검색 지도 음성 음성인식 로봇 자율주행
반도체 하드웨어 소프트웨어 시스템 플랫폼 인프라 아키텍처 백엔드 프론트 프론트엔드 프런트엔드 풀스택 데브옵스
모니터링 로그 로깅 배포 자동화 테스트 테스팅 품질 성능 디버깅 리팩토링 리팩터링 클린코드 설계 패턴 디자인패턴
객체지향 함수형 동시성 비동기 병렬 분산 분산시스템 마이크로서비스 메시지큐 캐시 캐싱 데이터베이스 디비 쿼리 트랜잭션
인덱스 정규화 컨테이너 가상화 서버리스 애자일 스크럼 칸반 프로세스 프로젝트 버전관리 형상관리 문서화 접근성 국제화
라이브러리 프레임워크 언어 컴파일러 운영체제 메모리 스레드 안드로이드 아이폰 아이오에스 브라우저 크롬 에디터 터미널
쉘 정규식 정규표현식 라이센스 라이선스 자바 자바스크립트 타입스크립트 파이썬 코틀린 스위프트 루비 러스트 스칼라
클로저 하스켈 엘릭서 고랭 씨언어 노드 노드제이에스 리액트 리액트네이티브 뷰 뷰제이에스 앵귤러 스벨트 넥스트 제이쿼리
스프링 스프링부트 장고 플라스크 레일즈 라라벨 플러터 유니티 언리얼 하이버네이트 마이바티스 도커 쿠버네티스 헬름
테라폼 앤서블 젠킨스 깃 깃허브 깃랩 지라 슬랙 디스코드 노션 피그마 카프카 래빗엠큐 레디스 몽고디비 마이에스큐엘
포스트그레스 오라클 엘라스틱서치 키바나 그라파나 프로메테우스 스파크 하둡 에어플로우 텐서플로 텐서플로우 파이토치
판다스 넘파이 리눅스 우분투 윈도우 윈도우즈 맥 톰캣 엔진엑스 아파치 그래프큐엘 웹팩 바벨 람다 파이어베이스
에이더블유에스 애저 챗지피티 web app mobile server cloud data bigdata ai ml dl nlp llm gpt chatgpt rag mlops
algorithm network security blockchain fintech commerce game backend frontend fullstack devops sre monitoring log
logging deploy cicd ci cd automation test testing tdd bdd ddd qa performance refactoring cleancode design pattern
oop msa api rest grpc graphql db database sql nosql transaction cache docker kubernetes k8s helm terraform ansible
jenkins git github gitlab jira slack discord kafka rabbitmq redis mongodb mysql mariadb postgresql postgres oracle
elasticsearch elk kibana grafana prometheus spark hadoop airflow tensorflow pytorch pandas numpy linux ubuntu
windows mac macos android ios iphone chrome java javascript typescript js ts python kotlin swift ruby rust go golang
scala clojure haskell elixir php perl c c++ c# dart r node nodejs node.js react reactnative vue vuejs vue.js angular
svelte nextjs jquery spring springboot jpa django flask fastapi rails laravel flutter unity unreal html css sass
webpack babel aws gcp azure ec2 s3 sqs sns lambda dynamodb rds codecommit codestar firebase ui ux opensource license
agile scrum kanban
"""
_LONGEST: Final = 40


def is_topic(tag: str) -> bool:
    """Is the tag a general word, or made of general words only (안드로이드개발자)?"""
    word = tag.casefold().replace(" ", "").replace("_", "").replace("-", "")
    if len(word) > _LONGEST:
        return False
    ends = {0}
    for end in range(1, len(word) + 1):
        if any(word[start:end] in _words() for start in ends):
            ends.add(end)
    return len(word) in ends


@cache
def _words() -> frozenset[str]:
    return frozenset((_WORK + _SUBJECTS).split())
